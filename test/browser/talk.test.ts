// What customers say to the shop and keep for themselves, in a real browser: questions with their answers, and wishes.
import { describe, expect, it } from 'vitest';
import { demoStaff } from '../../src/demo/people.ts';
import { newestLink, signIn } from './people.ts';
import { shoppers } from './shoppers.ts';
import { pathOf, visitor } from './visitor.ts';

const [, , support] = demoStaff;

describe.concurrent.each([
  { browserHas: 'scripts', javaScriptEnabled: true, ...shoppers.scripts },
  { browserHas: 'no scripts', javaScriptEnabled: false, ...shoppers.noScripts },
])('with $browserHas', ({ browserHas, javaScriptEnabled, talking }) => {
  it('a question is asked after signing in, answered by staff, and unread until it is marked as read', async () => {
    const shopper = await visitor('goods', { javaScriptEnabled });
    await shopper.goto('/products/storm-lantern');
    await shopper.getByRole('link', { name: 'Sign in to ask a question' }).click();
    await signIn(shopper, talking, pathOf(shopper));
    await shopper.waitForURL('**/products/storm-lantern');
    const words = `Does it burn paraffin as well? (from a browser with ${browserHas})`;
    await shopper.getByLabel('Your question').fill(words);
    await shopper.getByRole('button', { name: 'Ask', exact: true }).click();
    await shopper.waitForURL('**?done=asked');
    expect(await shopper.getByRole('status').textContent()).toContain('Thank you for your question.');
    expect(await shopper.getByRole('article').filter({ hasText: words }).count()).toBe(0);

    const staff = await visitor('goods', { javaScriptEnabled });
    await signIn(staff, support, '/admin/login');
    await staff.getByRole('link', { name: 'Questions' }).click();
    const row = staff.getByRole('row').filter({ hasText: words });
    expect(await row.innerText()).toContain('Waits for an answer');
    await row.getByRole('link', { name: words }).click();
    const answer = `It does, with a shorter wick. (to a browser with ${browserHas})`;
    await staff.getByLabel('Answer').fill(answer);
    await staff.getByRole('button', { name: 'Send the answer' }).click();
    await staff.waitForURL('**?done=answered');

    await shopper.goto(
      await newestLink(shopper, talking.email, /An answer to your question about Storm lantern, brass/),
    );
    expect(pathOf(shopper)).toBe('/account/discussions');
    const asked = shopper.getByRole('article').filter({ hasText: words });
    expect(await asked.innerText()).toContain(answer);
    expect(await asked.getByText('New answer').isVisible()).toBe(true);
    await asked.getByRole('button', { name: 'Mark as read' }).click();
    await shopper.waitForURL('**?done=read');
    expect(await asked.innerText()).toContain(answer);
    expect(await asked.getByText('New answer').count()).toBe(0);

    const reader = await visitor('goods', { javaScriptEnabled });
    await reader.goto('/products/storm-lantern');
    expect(await reader.getByRole('article').filter({ hasText: words }).innerText()).toContain(answer);
    expect(await reader.getByRole('main').innerText()).not.toContain(talking.name);
  });

  it('what a visitor wishes for is on their list once they have signed in', async () => {
    const page = await visitor('goods', { javaScriptEnabled });
    await page.goto('/products/pocket-telescope');
    await page.getByRole('button', { name: 'Add to wishlist' }).click();
    await page.waitForURL('**/login?next=*');
    await signIn(page, talking, pathOf(page));
    await page.waitForURL('**/account/wishlist');
    const wishes = page.getByRole('main').getByRole('listitem');
    const telescope = wishes.filter({ hasText: 'Pocket telescope' });
    expect(await telescope.innerText()).toContain('€34.50 · Sold out');

    await telescope.getByRole('link', { name: 'Pocket telescope' }).click();
    await page.waitForURL('**/products/pocket-telescope');
    await page.getByRole('button', { name: 'Add to wishlist' }).click();
    await page.waitForURL('**/account/wishlist?done=added');
    expect(await telescope.count()).toBe(1);
    await telescope.getByRole('button', { name: 'Remove' }).click();
    await page.waitForURL('**/account/wishlist?done=removed');
    expect(await page.getByRole('main').innerText()).toContain('Nothing on your list yet');
  });
});
