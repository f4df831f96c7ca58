// node server.mjs: serves until its standard input ends; prints where.
import * as grpc from '@grpc/grpc-js';
import { orders } from './orders.mjs';

const server = new grpc.Server();
server.addService(orders, {
  get: (call, answer) => call.request === 'missing'
    ? answer({ code: grpc.status.NOT_FOUND, details: 'no such order: ä' })
    : answer(null, `${call.request} for ${call.metadata.get('gateway-subject')}, token: ${call.metadata.get('authorization').length}`),
  // The next only when the client has seen the one before: what is held back on the way never comes.
  watch: async (call) => {
    for (const event of ['one', 'two', 'three']) {
      call.write(event);
      await new Promise((done) => seen.set(event, done));
    }
    call.end();
  },
  talk: (call) => {
    call.on('data', (message) => {
      seen.get(message)?.();
      call.write(`${message}!`);
    });
    call.on('end', () => call.end());
  },
  cancel: (call, answer) => answer(null, 'cancelled'),
});

const seen = new Map();
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(`listening on http://127.0.0.1:${port}`);
});
process.stdin.on('end', () => process.exit(0)).resume();
