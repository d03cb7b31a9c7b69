// Staff at work in a real browser, with scripts and without: from the invitation to being shut out.
import { describe, expect, it } from 'vitest';
import { demoStaff } from '../../src/demo/people.ts';
import { aPerson, generatedPassword, newestLink, signIn } from './people.ts';
import { pathOf, visitor } from './visitor.ts';

describe.concurrent.each([
  { browserHas: 'scripts', javaScriptEnabled: true },
  { browserHas: 'no scripts', javaScriptEnabled: false },
])('with $browserHas', ({ javaScriptEnabled }) => {
  it('an owner invites somebody, who chooses a password, works, and is shut out', async () => {
    const owner = await visitor('goods', { javaScriptEnabled });
    await signIn(owner, demoStaff[0], '/admin/login');
    await owner.getByRole('link', { name: 'Staff' }).click();
    const invited = aPerson(`Ingrid ${javaScriptEnabled ? 'Swift' : 'Plain'}`);
    await owner.getByLabel('Name').fill(invited.name);
    await owner.getByLabel('E-mail address').fill(invited.email);
    await owner.getByLabel('Role', { exact: true }).selectOption('Manager');
    await owner.getByRole('button', { name: 'Send invitation' }).click();
    await owner.waitForURL('**/admin/staff?done=invited');

    const colleague = await visitor('goods', { javaScriptEnabled });
    await colleague.goto(await newestLink(colleague, invited.email));
    await colleague.getByLabel('Password').fill(invited.password);
    await colleague.getByRole('button', { name: 'Set password' }).click();
    await colleague.waitForURL('**/admin/login?password-set');
    await signIn(colleague, invited, '/admin/login');
    await colleague.waitForURL('**/admin');
    expect(await colleague.getByRole('heading', { level: 1 }).textContent()).toBe('Today');
    expect(await colleague.getByRole('navigation').getByRole('link', { name: 'Staff' }).count()).toBe(0);

    await owner.goto('/admin/staff');
    await owner.getByRole('button', { name: `Disable: ${invited.name}` }).click();
    await owner.waitForURL('**/admin/staff?done=disabled');
    await colleague.goto('/admin');
    expect(pathOf(colleague)).toBe('/admin/login?next=%2Fadmin');
  });

  it('a registration that waits is activated, and the customer signs in with the password from the mail', async () => {
    const customer = aPerson('Jan Neruda');
    const browser = await visitor('sklad', { javaScriptEnabled, locale: 'en' });
    await browser.goto('/register');
    await browser.getByLabel('E-mail address').fill(customer.email);
    await browser.getByLabel('Name').fill(customer.name);
    await browser.getByLabel('Phone').fill('601 123 456');
    await browser.getByRole('button', { name: 'Create account' }).click();
    await browser.waitForURL('**/registered');

    const staff = await visitor('sklad', { javaScriptEnabled, locale: 'en' });
    await signIn(staff, demoStaff[3], '/admin/login');
    await staff.getByRole('row').filter({ hasText: customer.email }).getByRole('button').click();
    await staff.waitForURL('**/admin?done=activated');
    expect(await staff.getByRole('row').filter({ hasText: customer.email }).count()).toBe(0);

    await signIn(browser, { ...customer, password: await generatedPassword(browser, customer.email) });
    await browser.waitForURL('**/account/password');
  });
});
