// The papers of orders, numbered in the order in which they were issued: a confirmation, an invoice, a note with the parcel, and a
// credit note of what is refunded.
import type { DatabaseSync } from 'node:sqlite';
import { numberSeries, documents } from '../../src/documents/schema.ts';
import { shopOf, type DocumentType } from '../../src/documents/issuing.ts';
import { amountToTransfer } from '../../src/orders/details/paying.ts';
import { contentOf } from '../../src/orders/papers/content.ts';
import { chooseLanguage } from '../../src/web/i18n.ts';
import { shopDay } from './calendar.ts';
import { numberOf, writer } from './file.ts';
import { idAt } from './ids.ts';
import type { Made } from './orders.ts';
import type { Shop } from './shop.ts';

type Issued = { place: number; type: DocumentType; at: number; number: string };

/** Remembers what is to be issued, and writes it once it is known what comes before what. */
export class Papers {
  private readonly issued: Issued[] = [];
  private readonly shop: Shop;

  constructor(shop: Shop) {
    this.shop = shop;
  }

  /** What was issued for an order, the how-manieth. */
  add(place: number, number: string, { row: { placedAt, paidAt, shippedAt, refundedAt } }: Made): void {
    const papers: [DocumentType, number | null | undefined][] = [
      ['order', placedAt],
      ['delivery_note', shippedAt],
      // When it is paid or leaves, whichever comes first.
      ['invoice', Math.min(paidAt ?? Infinity, shippedAt ?? Infinity)],
      ['credit_note', refundedAt],
    ];
    for (const [type, at] of papers) {
      if (at && at !== Infinity) this.issued.push({ place, type, at, number: type === 'order' ? number : '' });
    }
  }

  /** Writes them; `made` makes an order again. */
  write(file: DatabaseSync, made: (place: number) => { order: Made; number: string }): void {
    this.issued.sort((one, other) => one.at - other.at);
    this.number(file);
    const add = writer(file, documents);
    for (const [place, papers] of Map.groupBy(this.issued, (one) => one.place)) {
      const { order, number } = made(place);
      const corrects = papers.find(({ type }) => type === 'invoice')?.number ?? null;
      for (const [nth, paper] of papers.entries()) {
        const { type, at } = paper;
        add({
          id: idAt('document', at, place * 4 + nth),
          storeId: this.shop.store.id,
          orderId: order.id,
          customerId: order.draft.customerId,
          type,
          number: paper.number,
          language: chooseLanguage(this.shop.store.languages, [order.draft.language]),
          content: this.contentOf(order, type, {
            orderNumber: number,
            corrects: type === 'credit_note' ? corrects : null,
          }),
          issuedAt: at,
        });
      }
    }
  }

  private contentOf(
    { draft, lines, row }: Made,
    type: DocumentType,
    named: { orderNumber: string; corrects: string | null },
  ) {
    const { store } = this.shop;
    const { placedAt, dueAt = null } = row;
    // The money was there when an invoice was issued, or comes at the door.
    const transfer =
      type === 'order' ? amountToTransfer(store, { ...draft, paidMinor: 0, refundedMinor: 0, dueAt }) : null;
    const content = contentOf({ ...draft, lines, placedAt, erasedAt: null }, { transfer });
    return { ...content, shop: shopOf(store), ...named };
  }

  /** Takes the next numbers of the shop's series, in the order in which the papers were issued. */
  private number(file: DatabaseSync): void {
    const { id } = this.shop.store;
    const lasts = new Map<string, number>();
    const known = (series: string) =>
      numberOf(
        file,
        'select coalesce((select last from number_series where store_id = ? and series = ?), 0)',
        id,
        series,
      );
    for (const paper of this.issued) {
      if (paper.type === 'order') continue;
      const year = shopDay(paper.at).slice(0, 4);
      const series = `${paper.type}:${year}`;
      const last = (lasts.get(series) ?? known(series)) + 1;
      lasts.set(series, last);
      paper.number = `${year}-${String(last).padStart(5, '0')}`;
    }
    keepSeries(file, id, lasts);
  }
}

/** Keeps the last number of each series. */
export function keepSeries(file: DatabaseSync, storeId: string, lasts: ReadonlyMap<string, number>): void {
  file
    .prepare('delete from number_series where store_id = ? and series in (select value from json_each(?))')
    .run(storeId, JSON.stringify([...lasts.keys()]));
  const add = writer(file, numberSeries);
  for (const [series, last] of lasts) add({ storeId, series, last });
}
