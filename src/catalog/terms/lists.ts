// Which price lists count for somebody: those of their group, of their country, and of this time.
import type { priceLists } from '../schema.ts';

type Row = typeof priceLists.$inferSelect;

/** What of a price list decides about prices. */
export type PriceList = Pick<
  Row,
  'id' | 'name' | 'groupIds' | 'countries' | 'startsAt' | 'endsAt' | 'percentBasisPoints'
>;

/** Why a price list does not count. */
export type Standing = 'other_group' | 'other_country' | 'not_started' | 'ended';

/** What keeps a list from counting for somebody of this group (null for a visitor) and country; null where nothing does. */
export function standingOf(
  { groupIds, countries, startsAt, endsAt }: PriceList,
  { groupId, country }: { groupId: string | null; country: string },
  now: number,
): Standing | null {
  if (groupIds !== null && (groupId === null || !groupIds.includes(groupId))) return 'other_group';
  if (countries !== null && !countries.includes(country)) return 'other_country';
  if (startsAt !== null && now < startsAt) return 'not_started';
  return endsAt !== null && now >= endsAt ? 'ended' : null;
}
