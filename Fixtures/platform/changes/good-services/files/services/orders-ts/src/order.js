import { sum, times } from './money.js';

/**
 * @typedef {import('./money.js').Money} Money
 * @typedef {{ sku: string, quantity: number, unitPrice: Money }} Line
 * @typedef {{ orderId: string, customerId: string, placedAt: string, lines: Line[], total: Money }} OrderPlaced
 */

/**
 * The event of an order that a customer has just placed.
 * @param {string} orderId
 * @param {string} customerId
 * @param {Line[]} lines at least one
 * @param {Date} now
 * @returns {OrderPlaced}
 */
export function orderPlaced(orderId, customerId, lines, now) {
  const priced = lines.filter((line) => line.unitPrice.amount !== 0);
  const total = sum(priced.map((line) => times(line.unitPrice, line.quantity)));
  return { orderId, customerId, placedAt: now.toISOString(), lines, total };
}
