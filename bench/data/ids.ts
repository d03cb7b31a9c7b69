// Ids that come out the same each time, and sort by time as the product's own do.
import { firstId } from '../../src/web/ids.ts';

const digits = '0123456789abcdefghjkmnpqrstvwxyz';

/** The id of a thing of this kind that came to be at `at`, the how-manieth that was made. */
export function idAt(kind: Parameters<typeof firstId>[0], at: number, place: number): string {
  return `${firstId(kind, at)}${sixOf(place, 1)}${sixOf(place, 2)}${sixOf(place, 3).slice(0, 4)}`;
}

/** Six digits by chance (the finalizer of MurmurHash3): no two places have the same first six below 2^30. */
function sixOf(place: number, salt: number): string {
  let mixed = Math.imul(place + salt, 0x9e_37_79_b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85_eb_ca_6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2_b2_ae_35);
  mixed ^= mixed >>> 16;
  let text = '';
  for (let count = 0; count < 6; count += 1) {
    text += digits[mixed & 31];
    mixed >>>= 5;
  }
  return text;
}
