const BYTES = Buffer.from(
  'd131dd02c5e6eec4693d9a0698aff95c2fcab58712467eab4004583eb8fb7f8955ad340609f4b30283e488832571415a085125e8f7cdc99fd91dbdf280373c5b'
  + 'd8823e3156348f5bae6dacd436c919c6dd53e2b487da03fd02396306d248cda0e99f33420f577ee8ce54b67080a80d1ec69821bcb6a8839396f9652b6ff72a70', 'hex');
const OTHER = Buffer.from(BYTES);
for (const at of [19, 45, 59, 83, 109, 123]) OTHER[at]! ^= 0x80;

/** Two files of 128 bytes with the same MD5 (X. Wang et al., 2004). They differ in six bits. */
export const MD5_COLLISION: readonly [one: Buffer, other: Buffer] = [BYTES, OTHER];
