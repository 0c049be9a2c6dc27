/** The sizes around which buffers end. */
export const AROUND_64_KIB = [65_535, 65_536, 65_537] as const;
