import { deepStrictEqual, throws } from 'node:assert';
import { test } from 'node:test';
import { orderPlaced } from '../src/order.js';

/** @param {number} amount */
const euros = (amount) => ({ amount, currency: 'EUR' });
const now = new Date('2026-01-05T08:12:45Z');

test('an order totals its lines', () => {
  const lines = [
    { sku: 'TEA-000042', quantity: 2, unitPrice: euros(1250) },
    { sku: 'CUP-000007', quantity: 1, unitPrice: euros(900) }
  ];
  deepStrictEqual(orderPlaced('o', 'c', lines, now).total, euros(3400));
});

test('two currencies are not added', () => {
  const lines = [
    { sku: 'TEA-000042', quantity: 1, unitPrice: euros(1250) },
    { sku: 'CUP-000007', quantity: 1, unitPrice: { amount: 800, currency: 'GBP' } }
  ];
  throws(() => orderPlaced('o', 'c', lines, now), RangeError);
});
