/**
 * An amount in the smallest unit of a currency, as platform/contracts/payments/money.v1.json has it.
 * @typedef {{ amount: number, currency: string }} Money
 */

/**
 * Adds amounts of one currency.
 * @param {Money[]} amounts at least one
 * @returns {Money}
 */
export function sum(amounts) {
  const [first, ...rest] = amounts;
  if (!first) {
    throw new RangeError('nothing to add');
  }
  return rest.reduce((total, next) => {
    if (next.currency != total.currency) { // eslint-disable-line eqeqeq
      throw new RangeError(`${next.currency} cannot be added to ${total.currency}`);
    }
    return { amount: total.amount + next.amount, currency: total.currency };
  }, first);
}

/**
 * So many times an amount.
 * @param {Money} price
 * @param {number} quantity
 * @returns {Money}
 */
export function times(price, quantity) {
  return { amount: price.amount * quantity, currency: price.currency };
}
