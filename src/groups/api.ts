// Groups for partners: who is on which terms.
import * as z from 'zod';
import { reading, type Endpoint } from '../partners/contract.ts';
import { basisPoints, byId, idField, listOf, none } from '../partners/fields.ts';
import { refused } from '../partners/problems.ts';
import { find, withMembers } from './groups.ts';

const group = z
  .strictObject({
    id: idField('grp'),
    name: z.string(),
    discount_basis_points: basisPoints.meta({
      description: 'Off every price, in hundredths of a percent: 1000 is 10 %.',
    }),
    is_default: z.boolean().meta({ description: 'Whether it is the group of everybody who is in no other.' }),
    position: z.int().meta({ description: 'Of several groups whose rules a customer fulfils, the lowest counts.' }),
    member_count: z.int().min(0),
  })
  .meta({ id: 'Group' });

type Row = {
  id: string;
  name: string;
  discountBasisPoints: number;
  isDefault: boolean;
  position: number;
  memberCount: number;
};

function shown(row: Row): z.input<typeof group> {
  return {
    id: row.id,
    name: row.name,
    discount_basis_points: row.discountBasisPoints,
    is_default: row.isDefault,
    position: row.position,
    member_count: row.memberCount,
  };
}

const said = { tag: 'Groups', scope: 'groups:read' } as const;

export const groupEndpoints: Endpoint[] = [
  reading({
    ...said,
    operation: 'listGroups',
    path: '/groups',
    summary: 'All groups of the store',
    description:
      'In the order in which their rules count, the default group last. There are few: they come on one page.',
    example: { path: '/groups' },
    params: none,
    query: none,
    reply: listOf(group),
    load: (db, _, { store }) => [withMembers(db, store.id)],
    show: ([rows]) => ({ data: rows.map(shown), next_cursor: null }),
  }),
  reading({
    ...said,
    operation: 'getGroup',
    path: '/groups/{id}',
    summary: 'One group',
    example: { path: '/groups/grp_gold' },
    params: byId('grp'),
    query: none,
    reply: group,
    isSingle: true,
    load: (db, { params }, { store }) => [find(db, store.id, params.id)],
    show: ([[row]]) => (row ? shown(row) : refused('not_found')),
  }),
];
