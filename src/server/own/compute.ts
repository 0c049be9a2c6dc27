/** The value of `2 + 3`, `2 - 3`, `2 * 3` or `7 / 3` (whole, rounded towards zero) as text; null for anything else, and for a division by zero. */
export function compute(text: string): string | null {
  const [, left, operator, right] = /^\s*([+-]?\d{1,100})\s*([-+*/])\s*([+-]?\d{1,100})\s*$/.exec(text) ?? [];
  if (left === undefined || right === undefined) return null;
  const [a, b] = [BigInt(left.replace('+', '')), BigInt(right.replace('+', ''))];
  switch (operator) {
    case '+': return String(a + b);
    case '-': return String(a - b);
    case '*': return String(a * b);
    default: return b === 0n ? null : String(a / b);
  }
}
