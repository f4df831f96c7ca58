// The service of the test, without a .proto file: its messages are plain text.
const text = {
  requestSerialize: (message) => Buffer.from(message),
  requestDeserialize: (bytes) => bytes.toString(),
  responseSerialize: (message) => Buffer.from(message),
  responseDeserialize: (bytes) => bytes.toString(),
};

export const orders = {
  get: { path: '/orders.Orders/Get', requestStream: false, responseStream: false, ...text },
  watch: { path: '/orders.Orders/Watch', requestStream: false, responseStream: true, ...text },
  talk: { path: '/orders.Orders/Talk', requestStream: true, responseStream: true, ...text },
  cancel: { path: '/orders.Orders/Cancel', requestStream: false, responseStream: false, ...text },
};
