// The page of a product, as anybody sees it.
import { expect, it } from 'vitest';
import { aProduct } from './support/orders.ts';
import { visitor } from './support/visitor.ts';

it('says what it is called in the visitor’s language, and what it costs', async () => {
  await aProduct({ slug: 'rope-bag' });
  const { status, text } = await visitor({ language: 'de' }).get('/products/rope-bag');

  expect(status).toBe(200);
  expect(text).toContain('<h1><bdi>Seilsack</bdi></h1>');
  expect(text).toContain('59,90');
});

it('falls back to the first language of the store', async () => {
  await aProduct({ slug: 'rope-bag', names: { de: 'Seilsack', en: 'Rope bag' } });

  expect((await visitor({ language: 'cs' }).get('/products/rope-bag')).text).toContain('Rope bag');
});

it('says when there is none left', async () => {
  await aProduct({ slug: 'rope-bag', stock: 0 });

  expect((await visitor().get('/products/rope-bag')).text).toContain('Sold out');
});

it('is not there when the product is retired, another store’s, or never was', async () => {
  await aProduct({ slug: 'retired', retiredAt: 1 });
  await aProduct({ slug: 'elsewhere', store: 'trade' });
  const pages = await Promise.all(['retired', 'elsewhere', 'never'].map((slug) => visitor().get(`/products/${slug}`)));

  expect(pages.map(({ status }) => status)).toEqual([404, 404, 404]);
});

it('shows a name as text, whatever is in it', async () => {
  await aProduct({ slug: 'rope-bag', names: { en: '<b>Rope</b> & "bag"' } });
  const { text } = await visitor().get('/products/rope-bag');

  expect(text).toContain('&lt;b&gt;Rope&lt;/b&gt; &amp; &quot;bag&quot;');
  expect(text).not.toContain('<b>Rope');
});
