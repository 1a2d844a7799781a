import { deepStrictEqual, throws } from 'node:assert';
import { test } from 'node:test';
import { sum, times } from '../src/money.js';

test('amounts of one currency are added', () => {
  const amounts = [{ amount: 1250, currency: 'EUR' }, { amount: 900, currency: 'EUR' }];
  deepStrictEqual(sum(amounts), { amount: 2150, currency: 'EUR' });
});

test('nothing has no sum', () => {
  throws(() => sum([]), RangeError);
});

test('a price is taken several times', () => {
  deepStrictEqual(times({ amount: 1250, currency: 'EUR' }, 3), { amount: 3750, currency: 'EUR' });
});
