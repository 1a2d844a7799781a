/**
 * Sends events, each at least once and those of one order in their sequence.
 */
export class Publisher {
  /** @param {import('./broker').Broker} broker */
  constructor(broker) {
    this.broker = broker;
  }

  /**
   * @param {{ orderId: string }} event
   * @returns {Promise<void>}
   */
  async publish(event) {
    await this.broker.send('orders.v1', event.orderId, JSON.stringify(event));
  }
}
