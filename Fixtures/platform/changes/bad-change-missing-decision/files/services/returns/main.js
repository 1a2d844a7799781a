export const returns = [];
