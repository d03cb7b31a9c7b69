// Documents for partners: what was issued, and its PDF. Which types a store shows is said to its customers and not to its own systems:
// a key sees what the staff who made it see (decision 044).
import * as z from 'zod';
import { documentAt } from '../../documents/documents.ts';
import { fileOf } from '../../documents/pdf.ts';
import { documents } from '../../documents/schema.ts';
import { filing, reading, type Endpoint } from '../../partners/contract.ts';
import { byId, idField, listOf, listQuery, none, pageOf } from '../../partners/fields.ts';
import { refused } from '../../partners/problems.ts';
import { paper, paperOf } from './paper.ts';
import * as register from './register.ts';

const wanted = listQuery(z.tuple([z.string()])).extend({
  customer_id: idField('cus').optional(),
  order_id: idField('ord').optional(),
  type: z.enum(documents.type.enumValues).optional(),
  number: z.string().min(1).max(100).optional().meta({ description: 'The whole number, as it is written.' }),
});

const said = { tag: 'Documents', scope: 'documents:read' } as const;

export const documentEndpoints: Endpoint[] = [
  reading({
    ...said,
    operation: 'listDocuments',
    path: '/documents',
    summary: 'Quotations, confirmations, invoices, credit notes and delivery notes',
    description:
      'The newest first; those of one type, where no customer, order or number is named, by their numbers, the last first. ' +
      'A document never changes, but a quotation is answered. Whether customers see a type says nothing here.',
    example: { path: '/documents?type=invoice' },
    params: none,
    query: wanted,
    reply: listOf(paper),
    load: (db, { query }, { store }) => {
      const { customer_id: customerId, order_id: orderId, type, number, limit, cursor } = query;
      return [
        register.listOf(db, store.id, { customerId, orderId, type, number }, { limit, behind: cursor?.[0] ?? null }),
      ];
    },
    show: ([rows], { query }, { now }) =>
      pageOf(
        rows,
        query,
        (row) => [row.id],
        (row) => paperOf(row, now),
      ),
  }),
  reading({
    ...said,
    operation: 'getDocument',
    path: '/documents/{id}',
    summary: 'One document, with what stands on it',
    example: { path: '/documents/doc_offer_goods' },
    params: byId('doc'),
    query: none,
    reply: paper,
    isSingle: true,
    load: (db, { params }, { store }) => [register.at(db, store.id, params.id)],
    show: ([[row]], _, { now }) => (row ? paperOf(row, now) : refused('not_found')),
  }),
  filing({
    ...said,
    operation: 'getDocumentPdf',
    path: '/documents/{id}/pdf',
    summary: 'The same on paper',
    description: 'In the language of the document. The same document is the same file each time, byte by byte.',
    media: 'application/pdf',
    example: { path: '/documents/doc_offer_goods/pdf' },
    params: byId('doc'),
    query: none,
    load: (db, { params }, { store }) => [documentAt(db, store.id, params.id)],
    show: ([[document]]) => (document ? fileOf(document) : refused('not_found')),
  }),
];
