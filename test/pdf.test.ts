// PDFs of documents, read by a reader that is not ours.
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { transferOf, type Content } from '../src/documents/content.ts';
import { pdfOf, type PrintedDocument } from '../src/documents/pdf.ts';
import { codeOf } from '../src/documents/payment/codes.ts';
import { languages } from '../src/web/i18n.ts';
import { readBack } from './support/codes.ts';
import { aContent, home, toTransfer } from './support/documents.ts';

const shop = {
  name: 'Harbour Goods',
  address: 'Harbour Goods, 4 Custom House Quay, Dublin',
  brandColour: '#1f5f7a',
  timeZone: 'Europe/Dublin',
};

type Traits = Partial<Omit<PrintedDocument, 'content'>> & { content?: Partial<Content> };

function aPaper({ content, ...rest }: Traits = {}): PrintedDocument {
  return {
    id: 'doc_01',
    type: 'invoice',
    number: '2026-00001',
    language: 'en',
    issuedAt: Date.UTC(2026, 10, 14, 10),
    content: { ...aContent(), orderNumber: '2026-00412', corrects: null, shop, ...content },
    ...rest,
  };
}

async function read(bytes: Uint8Array) {
  const pdf = await getDocumentProxy(bytes.slice());
  const { totalPages, text } = await extractText(pdf, { mergePages: false });
  return { totalPages, pages: text, text: text.join('\n'), meta: await getMeta(pdf) };
}

/** The fields of the QR code, from the black bars of the file. */
function fieldsIn(bytes: Uint8Array): boolean[][] {
  const [, block = ''] = /0 0 0 rg ((?:[\d. ]+ re\s)+)f/.exec(new TextDecoder('latin1').decode(bytes)) ?? [];
  const bars = [...block.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re/g)].map((bar) => bar.slice(1).map(Number));
  const [left = 0, top = 0, , side = 1] = bars[0] ?? [];
  const size = Math.max(...bars.map(([x = 0, , width = 0]) => Math.round((x + width - left) / side))) + 8;
  const fields = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [x = 0, y = 0, width = 0] of bars) {
    const along = Math.round((x - left) / side) + 4;
    fields[Math.round((top - y) / side) + 4]?.fill(true, along, along + Math.round(width / side));
  }
  return fields;
}

describe('the PDF of a document', () => {
  it('is the same to the byte each time it is made', async () => {
    const paper = aPaper({ content: { transfer: toTransfer } });
    const [one, other] = [await pdfOf(paper), await pdfOf(structuredClone(paper))];

    expect(one.length).toBeGreaterThan(10_000);
    expect(one).toEqual(other);
  });

  it('says everything that an invoice must say', async () => {
    const { text, totalPages, meta } = await read(await pdfOf(aPaper()));

    expect(totalPages).toBe(1);
    const parts = [
      'Harbour Goods|4 Custom House Quay|Invoice|2026-00001|2026-00412|14 Nov 2026|12 Nov 2026',
      'Grace Hopper|D01 X285|Ireland|IE6433435F',
      'Rope bag|BAG-1|€59.90|€119.80|Shipping: Parcel service|€5.00|-€1.80|€123.00',
      'your discount of 10%|23%|€100.00|€23.00|Page 1 of 1',
    ];
    for (const words of parts.flatMap((part) => part.split('|'))) expect(text).toContain(words);
    expect(meta.info).toMatchObject({ Title: 'Invoice 2026-00001', Author: 'Harbour Goods', Language: 'en' });
  });

  it.each([
    'Příliš žluťoučký kůň úpěl ďábelské ódy',
    'Größe: Straßenfußgängerüberführung ÄÖÜẞ',
    'Łódź, Šibenik, Gyöngyös, Óbidos, Ñandú, Ærø, Þingvellir, Ștefan, İzmir',
    'Γρηγόριος Жуковский Nguyễn Thị Hồng',
  ])('writes "%s" as it is', async (name) => {
    const billing = { ...home, name };
    const { text } = await read(
      await pdfOf(aPaper({ content: { buyer: { email: '', vatId: '', billing, delivery: null } } })),
    );

    expect(text.replaceAll(/\s+/g, ' ')).toContain(name);
  });

  it('shows a question mark for what the font does not have, and never fails', async () => {
    const billing = { ...home, name: 'Ada 李 🙂 e\u0301 \u0000\u202e' };
    const { text } = await read(
      await pdfOf(aPaper({ content: { buyer: { email: '', vatId: '', billing, delivery: null } } })),
    );

    expect(text).toContain('Ada ? ? é');
  });

  it.each(languages)('is in the language of the document: %s', async (language) => {
    const bytes = await pdfOf(aPaper({ language, content: { transfer: toTransfer } }));
    const { text, meta } = await read(bytes);

    const words = { en: 'Total incl. VAT', de: 'Gesamt inkl. MwSt.', cs: 'Celkem s DPH' };
    expect(text).toContain(words[language]);
    expect(meta.info).toMatchObject({ Language: language });
  });

  it('shows an unpaid invoice how to pay, and its code says the same', async () => {
    const { content, ...rest } = aPaper({ content: { transfer: toTransfer } });
    const bytes = await pdfOf({ ...rest, content });
    const { text } = await read(bytes);
    const transfer = transferOf(content);

    for (const words of ['IE29 AIBK 9311 5212 3456 78', 'AIBKIE2D', 'RF90 2026 0041 2', '26 Nov 2026'])
      expect(text).toContain(words);
    expect(readBack(fieldsIn(bytes))).toBe(transfer && codeOf(transfer, 'Europe/Dublin'));
  });

  it('shows crowns with a variable symbol', async () => {
    const transfer = { ...toTransfer, iban: 'CZ6508000000192000145399', bic: 'GIBACZPX' };
    const paper = aPaper({ language: 'cs', content: { currency: 'CZK', transfer } });
    const bytes = await pdfOf(paper);

    expect((await read(bytes)).text).toContain('202600412');
    expect(readBack(fieldsIn(bytes))).toMatch(/^SPD\*1\.0\*ACC:CZ6508000000192000145399\+GIBACZPX\*AM:123\.00\*CC:CZK/);
  });

  it('asks for no money once it is paid', async () => {
    expect((await read(await pdfOf(aPaper()))).text).not.toContain('IBAN');
  });

  it('takes as many sheets as its lines need, each with the names of the columns', async () => {
    const [line] = aContent().lines;
    const lines = Array.from({ length: 120 }, (_, place) => ({
      ...(line ?? { sku: '', quantity: 1, unitPriceMinor: 1, taxBasisPoints: 0, totalMinor: 1 }),
      name: `Rope bag number ${place + 1}, with a name that does not fit into one line of the table`,
    }));
    const { pages, totalPages, text } = await read(await pdfOf(aPaper({ content: { lines, transfer: toTransfer } })));

    expect(totalPages).toBeGreaterThan(4);
    for (const [place, page] of pages.entries()) expect(page).toContain(`Page ${place + 1} of ${totalPages}`);
    for (const page of pages.slice(0, -2)) expect(page).toContain('Price of one');
    for (const place of [1, 60, 120]) expect(text).toContain(`number ${place},`);
    expect(pages.at(-1)).toContain('Pay by bank transfer');
  });

  it('says on a delivery note what was sent, and no price', async () => {
    const { text } = await read(await pdfOf(aPaper({ type: 'delivery_note', content: { transfer: toTransfer } })));

    expect(text).toContain('Delivery note');
    expect(text).toContain('Rope bag');
    expect(text).not.toContain('€');
    expect(text).not.toContain('IBAN');
  });

  it('says nothing of a person who was erased', async () => {
    const { text } = await read(await pdfOf(aPaper({ content: { buyer: null } })));

    expect(text).toContain('€123.00');
    expect(text).not.toContain('Bill to');
  });
});
