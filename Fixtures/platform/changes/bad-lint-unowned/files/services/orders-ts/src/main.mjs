import { sum } from './money.js';

export const total = sum;
