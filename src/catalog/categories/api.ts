// Categories for partners: the shelves that a product may stand on.
import * as z from 'zod';
import { reading, type Endpoint } from '../../partners/contract.ts';
import { idField, listOf, none } from '../../partners/fields.ts';
import { categoriesOf } from './categories.ts';

const category = z
  .strictObject({
    id: idField('cat'),
    slug: z.string(),
    names: z.record(z.string(), z.string()).meta({ description: 'By language.' }),
    position: z.int(),
  })
  .meta({ id: 'Category' });

export const categoryEndpoints: Endpoint[] = [
  reading({
    tag: 'Products',
    scope: 'products:read',
    operation: 'listCategories',
    path: '/categories',
    summary: 'All categories of the store',
    description: 'In their order. There are few: they come on one page.',
    example: { path: '/categories' },
    params: none,
    query: none,
    reply: listOf(category),
    load: (db, _, { store }) => [categoriesOf(db, store.id)],
    show: ([rows]) => ({ data: [...rows], next_cursor: null }),
  }),
];
