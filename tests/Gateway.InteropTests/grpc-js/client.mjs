// node client.mjs HOST:PORT TOKEN: makes every kind of call, and prints what came of them as JSON.
import * as grpc from '@grpc/grpc-js';
import { orders } from './orders.mjs';

const [address, token] = process.argv.slice(2);
const Orders = grpc.makeGenericClientConstructor(orders, 'Orders');
const client = new Orders(address, grpc.credentials.createInsecure());
const metadata = new grpc.Metadata();
metadata.set('authorization', `Bearer ${token}`);

const unary = (method, message, sent) => new Promise((done) => client[method](message, sent, (error, answer) =>
  done(error ? { code: grpc.status[error.code], details: error.details } : { answer })));

const found = {
  unary: await unary('get', 'order 1', metadata),
  failed: await unary('get', 'missing', metadata),
  withoutToken: await unary('get', 'order 1', new grpc.Metadata()),
  withoutScope: await unary('cancel', 'order 1', metadata),
};

const talk = client.talk(metadata);
found.talked = [];
talk.on('data', (message) => found.talked.push(message));
found.streamed = await new Promise((done, failed) => {
  const events = [];
  client.watch('all', metadata)
    .on('data', (event) => {
      events.push(event);
      talk.write(event);
    })
    .on('end', () => done(events))
    .on('error', failed);
});
await new Promise((done, failed) => {
  talk.on('end', done).on('error', failed);
  talk.end();
});
console.log(JSON.stringify(found));
client.close();
