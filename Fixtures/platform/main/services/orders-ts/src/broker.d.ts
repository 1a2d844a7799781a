/** What the service asks of the message broker. */
export interface Broker {
  /** Settles once the broker has stored the message. Messages of one key keep their sequence. */
  send(topic: string, key: string, value: string): Promise<void>;
}
