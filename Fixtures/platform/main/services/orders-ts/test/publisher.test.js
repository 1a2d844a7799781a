import { deepStrictEqual } from 'node:assert';
import { test } from 'node:test';
import { Publisher } from '../src/publisher.js';

test('events of an order go to its channel under its key', async () => {
  /** @type {string[][]} */
  const sent = [];
  const broker = {
    /** @param {string[]} message */
    send: async (...message) => {
      sent.push(message);
    }
  };
  await new Publisher(broker).publish({ orderId: 'o-1' });
  deepStrictEqual(sent, [['orders.v1', 'o-1', '{"orderId":"o-1"}']]);
});
