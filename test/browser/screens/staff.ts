// The screens of staff, by name, with the way to each.
import type { Page } from 'playwright-core';
import { at, send, signInWrongly, type Cast, type Screen } from './screen.ts';

const goods = { store: 'goods' } as const;
const sklad = { store: 'sklad' } as const;
const olive = { ...goods, who: 'olive' } as const;
const sue = { ...goods, who: 'sue' } as const;
const offerForm = `/admin/forms/${'frm_offer'.padEnd(30, '0')}`;
const sextant = '/admin/products/prd_goods_sg_07';
const adaId = 'cus_ada00000000000000000000000';
const ada = `/admin/customers/${adaId}`;

const registration = '/admin/settings/registration';
const accountPage = '/admin/settings/account-page';

export const staffScreens: readonly Screen[] = [
  { name: 'staff sign in', ...goods, reach: at('/admin/login') },
  { name: 'staff sign in refused', ...goods, reach: (page) => signInWrongly(page, '/admin/login') },
  { name: 'staff password forgotten', ...goods, reach: at('/admin/forgot-password?sent') },
  { name: 'staff set password', ...goods, reach: (page, { links }) => page.goto(links.staff) },
  { name: 'staff link unknown', ...goods, reach: at('/admin/set-password/unknown') },
  { name: 'admin, today', ...olive, reach: at('/admin') },
  { name: 'admin, people wait', ...sklad, who: 'marie', reach: at('/admin?done=activated') },
  { name: 'admin, customers', ...olive, reach: at('/admin/customers?sort=name') },
  { name: 'admin, no customers', ...olive, reach: at('/admin/customers?q=nobody&status=denied') },
  { name: 'admin, customers who are ticked', ...olive, reach: tickAll },
  { name: 'admin, many: asked', ...olive, reach: actOnFound },
  { name: 'admin, many: done', ...olive, reach: actOnTicked },
  { name: 'admin, many: refused', ...olive, reach: actOnNobody },
  { name: 'admin, partners with errors', ...olive, reach: addPartnerBadly },
  { name: 'partner with keys', ...olive, reach: replaceKey },
  { name: 'new key with errors', ...olive, reach: makeKeyBadly },
  { name: 'new key, shown', ...olive, reach: (page) => makeKey(page, 'Stockroom') },
  { name: 'key to be replaced', ...olive, reach: askToReplace },
  { name: 'admin, staff', ...olive, reach: at('/admin/staff?done=invited') },
  { name: 'admin, staff with errors', ...olive, reach: inviteBadly },
  { name: 'admin, proof', ...olive, reach: at('/admin/proof?next=/admin/staff') },
  { name: 'admin, stores', ...olive, reach: at('/admin/stores?done=added') },
  { name: 'new store with errors', ...olive, reach: (page) => send(page, '/admin/stores/new', { hostname: 'a b' }) },
  { name: 'code for another store', ...olive, reach: makeCode },
  { name: 'leaving other stores', ...olive, reach: at('/admin/stores/leaving') },
  { name: 'second step, asked for', ...goods, who: 'noraAsked', reach: at('/admin') },
  { name: 'second step, recovery code wrong', ...goods, who: 'noraAsked', reach: recoverBadly },
  { name: 'second step, to be set up', ...olive, reach: at('/admin/second-step') },
  { name: 'second step, code wrong', ...olive, reach: (page) => send(page, '/admin/second-step', { code: '0' }) },
  { name: 'second step', ...goods, who: 'nora', reach: at('/admin/second-step') },
  { name: 'second step, recovery codes', ...goods, who: 'nora', reach: renewCodes },
  { name: 'colleague', ...olive, reach: openColleague },
  { name: 'colleague, asked about the second step', ...olive, reach: askToTakeAway },
  { name: 'admin, audit', ...olive, reach: at('/admin/audit') },
  { name: 'admin, not for this role', ...sue, reach: at('/admin/staff') },
  { name: 'new customer', ...olive, reach: at('/admin/customers/new') },
  { name: 'new customer with errors', ...olive, reach: openBadly },
  { name: 'customer', ...olive, reach: at(`${ada}?done=saved`) },
  { name: 'customer with notes', ...olive, reach: note },
  { name: 'customer with errors', ...olive, reach: correctBadly },
  { name: 'customer with a long name', ...olive, reach: (page) => openLongName(page) },
  { name: 'customer, asked about deleting', ...olive, reach: askToDelete },
  { name: 'customer, for support', ...sue, reach: at(ada) },
  { name: 'customer, login', ...olive, reach: at(`${ada}/login`) },
  { name: 'customer, login with errors', ...olive, reach: (page) => typeBadly(page) },
  { name: 'customer, asked about a password', ...olive, reach: askToGenerate },
  { name: 'customer who waits, login', ...sklad, who: 'marie', reach: openWaiting },
  { name: 'customer, no orders', ...olive, reach: (page) => openLongName(page, 'orders') },
  { name: 'customer, addresses', ...olive, reach: (page) => openLongName(page, 'addresses') },
  { name: 'customer, messages', ...olive, reach: (page) => openLongName(page, 'messages') },
  { name: 'customer, activity', ...olive, reach: at(`${ada}/activity`) },
  { name: 'customer on paper', ...olive, reach: (page) => openLongName(page, 'print') },
  { name: 'customer, orders', ...olive, reach: at(`${ada}/orders`) },
  { name: 'customer, points with errors', ...olive, reach: changePointsBadly },
  { name: 'customer, prices', ...olive, reach: at(`${ada}/terms?product=wool-sweater`) },
  { name: 'customer, price of an unknown product', ...sue, reach: at(`${ada}/terms?product=RB-99`) },
  { name: 'orders of the shop', ...olive, reach: at('/admin/orders') },
  { name: 'orders of the shop, none found', ...olive, reach: at('/admin/orders?q=nobody') },
  {
    name: 'orders of the shop, guests that were looked at',
    ...sue,
    reach: at('/admin/orders?who=guest&status=placed'),
  },
  { name: 'orders of the shop that are ticked', ...olive, reach: (page) => tickOrders(page) },
  { name: 'orders of the shop, done to many', ...olive, reach: deliverTicked },
  { name: 'orders of the shop, none ticked', ...olive, reach: actOnNoOrder },
  { name: 'orders of the shop, asked about cancelling many', ...olive, reach: askToCancelMany },
  { name: 'statuses', ...olive, reach: at('/admin/statuses?done=moved') },
  { name: 'statuses, for support', ...sue, reach: at('/admin/statuses') },
  { name: 'no statuses', ...sklad, who: 'marie', reach: at('/admin/statuses') },
  { name: 'new status with errors', ...olive, reach: (page) => send(page, '/admin/statuses/new', { days: 'x' }) },
  { name: 'status', ...olive, reach: at(`/admin/statuses/${'sts_waits'.padEnd(30, '0')}`) },
  { name: 'status, for support', ...sue, reach: at(`/admin/statuses/${'sts_packed'.padEnd(30, '0')}`) },
  { name: 'order of the shop, packed', ...olive, reach: openPacked },
  { name: 'order of the shop, to be paid', ...olive, reach: (page) => openOrder(page, 'placed') },
  { name: 'order of the shop, with errors', ...olive, reach: payBadly },
  { name: 'order of the shop, shipped', ...olive, reach: (page) => openOrder(page, 'shipped') },
  { name: 'order of the shop, to be changed', ...olive, reach: changeOrder },
  { name: 'order of the shop, changed badly', ...olive, reach: changeBadly },
  { name: 'order of the shop, asked about cancelling', ...olive, reach: askToCancel },
  { name: 'whom an order is for', ...olive, reach: at('/admin/orders/new?q=a') },
  { name: 'order for a customer', ...olive, reach: (page) => compose(page, `customer=${adaId}`) },
  { name: 'order for a new person, with errors', ...olive, reach: composeBadly },
  { name: 'quotation, looked at', ...olive, reach: (page) => review(page, `customer=${adaId}&kind=quotation`) },
  { name: 'quotations of the shop', ...olive, reach: at('/admin/quotations') },
  { name: 'quotation of the shop', ...olive, reach: openQuotation },
  { name: 'outbox', ...olive, reach: at('/admin/outbox?done=all_retried') },
  { name: 'outbox, nothing found', ...sue, reach: at('/admin/outbox?to=nobody@example.com&state=given_up') },
  { name: 'outbox, a message', ...olive, reach: openMessage },
  { name: 'outbox, addresses', ...olive, reach: at('/admin/outbox/addresses?done=lifted') },
  { name: 'webhooks', ...olive, reach: at('/admin/webhooks?done=removed') },
  { name: 'no webhooks', ...sklad, who: 'marie', reach: at('/admin/webhooks') },
  { name: 'webhook', ...olive, reach: at('/admin/webhooks/whk_goods_till?done=tested') },
  { name: 'webhook that is off', ...olive, reach: at('/admin/webhooks/whk_goods_stock') },
  { name: 'webhook with errors', ...olive, reach: changeWebhookBadly },
  { name: 'new webhook with errors', ...olive, reach: (page) => send(page, '/admin/webhooks/new', { url: 'x' }) },
  { name: 'secret of a webhook', ...olive, reach: makeSecret },
  { name: 'reviews of customers', ...olive, reach: at('/admin/reviews?done=published') },
  { name: 'questions of customers', ...olive, reach: at('/admin/discussions') },
  { name: 'question of a customer', ...olive, reach: openQuestion },
  { name: 'question of a customer, with errors', ...sue, reach: answerBadly },
  { name: 'forms of the shop', ...olive, reach: at('/admin/forms') },
  { name: 'forms of the shop, with errors', ...olive, reach: (page) => send(page, '/admin/forms', { slug: 'Ask us' }) },
  { name: 'no forms of the shop', ...sklad, who: 'marie', reach: at('/admin/forms') },
  { name: 'form for staff', ...olive, reach: at(`${offerForm}?done=saved`) },
  { name: 'form for support', ...sue, reach: at(offerForm) },
  { name: 'question of a form', ...olive, reach: at(`${offerForm}/fields/event`) },
  { name: 'question of a form, for support', ...sue, reach: at(`${offerForm}/fields/event`) },
  { name: 'new question of a form, with errors', ...olive, reach: (page) => send(page, `${offerForm}/fields/new`) },
  { name: 'answers to a form', ...olive, reach: at(`${offerForm}/answers`) },
  { name: 'products of the shop', ...olive, reach: at('/admin/products') },
  { name: 'products of the shop, none found', ...olive, reach: at('/admin/products?q=nothing&state=retired') },
  { name: 'new product', ...olive, reach: at('/admin/products/new') },
  { name: 'new product with errors', ...olive, reach: addProductBadly },
  { name: 'product of the shop', ...olive, reach: showPicture },
  { name: 'product of the shop, picture refused', ...olive, reach: uploadBadly },
  { name: 'product of the shop, for support', ...sue, reach: at(`${sextant}?done=changed`) },
  { name: 'categories', ...olive, reach: at('/admin/categories?done=moved') },
  { name: 'categories with errors', ...olive, reach: addCategoryBadly },
  { name: 'category', ...olive, reach: at('/admin/categories/cat_goods_deck') },
  { name: 'groups', ...olive, reach: at('/admin/groups') },
  { name: 'groups with errors', ...olive, reach: addGroupBadly },
  { name: 'group', ...olive, reach: at('/admin/groups/grp_gold') },
  { name: 'group, preview', ...olive, reach: previewRule },
  { name: 'messages of the shop', ...olive, reach: at('/admin/templates') },
  { name: 'text of a message', ...olive, reach: reword },
  { name: 'text of a message, preview', ...olive, reach: previewText },
  { name: 'text of a message, with errors', ...olive, reach: rewordBadly },
  { name: 'text of a message, for support', ...sue, reach: at('/admin/templates/activation.de') },
  { name: 'settings', ...olive, reach: at('/admin/settings') },
  { name: 'settings of registration and sign-in', ...olive, reach: at('/admin/settings/access?done=saved') },
  { name: 'settings that shut people out', ...olive, reach: shutOut },
  { name: 'settings of the sign-in of staff, for support', ...sue, reach: at('/admin/settings/staff') },
  { name: 'settings of the shop', ...olive, reach: at('/admin/settings/shop') },
  { name: 'settings of languages and countries', ...olive, reach: at('/admin/settings/reach') },
  {
    name: 'settings of payment, with errors',
    ...olive,
    reach: (page) => send(page, '/admin/settings/payment', { 'shop.bankAccount.iban': 'IE28 AIBK 9311 5212 3456 78' }),
  },
  { name: 'settings of delivery', ...olive, reach: at('/admin/settings/delivery') },
  { name: 'a way of delivery', ...olive, reach: at('/admin/settings/delivery/methods/parcel') },
  {
    name: 'a new way of delivery, with errors',
    ...olive,
    reach: (page) => send(page, '/admin/settings/delivery/methods/new', { key: 'parcel', name_en: 'Parcel' }),
  },
  { name: 'settings of taxes', ...olive, reach: at('/admin/settings/taxes?done=saved') },
  { name: 'rates of a country, for support', ...sue, reach: at('/admin/settings/taxes/rates/IE') },
  {
    name: 'rates of another country, with errors',
    ...olive,
    reach: (page) => send(page, '/admin/settings/taxes/rates/new', { standard: '100.01' }),
  },
  { name: 'settings of documents', ...olive, reach: at('/admin/settings/documents') },
  { name: 'settings of points', ...olive, reach: at('/admin/settings/loyalty') },
  {
    name: 'settings of messages, with errors',
    ...olive,
    reach: (page) => send(page, '/admin/settings/mail', { 'email.senderAddress': 'hello@' }),
  },
  { name: 'settings of logo and colour, logo refused', ...olive, reach: uploadBadLogo },
  { name: 'settings of logo and colour, with a logo', ...olive, reach: uploadLogo },
  { name: 'settings of logo and colour, for support', ...sue, reach: at('/admin/settings/brand') },
  { name: 'settings of the registration form', ...sklad, who: 'marie', reach: at(`${registration}?done=saved`) },
  { name: 'question of the registration form, preview', ...sklad, who: 'marie', reach: previewQuestion },
  {
    name: 'question of the registration form, errors',
    ...olive,
    reach: (page) => send(page, `${registration}/fields/new`),
  },
  { name: 'blocks of the account page', ...olive, reach: at(accountPage) },
  { name: 'block of the account page, preview', ...olive, reach: previewBlock },
  { name: 'block of the account page, for support', ...sue, reach: at(`${accountPage}/blocks/4`) },
  { name: 'account page, nobody chosen', ...olive, reach: at(`${accountPage}/preview?q=ada`) },
  { name: 'account page as a customer', ...sue, reach: at(`${accountPage}/preview?customer=${ada.split('/').at(-1)}`) },
  { name: 'pages', ...olive, reach: at('/admin/pages') },
  { name: 'new page with errors', ...olive, reach: (page) => send(page, '/admin/pages/new', { slug: 'Im print' }) },
  { name: 'page, preview', ...olive, reach: previewPage },
  { name: 'page, for support', ...sue, reach: at('/admin/pages/pag_goods_berths') },
  { name: 'price lists', ...olive, reach: at('/admin/price-lists') },
  { name: 'price list', ...olive, reach: at('/admin/price-lists/prl_goods_trade?product=RB-01') },
  { name: 'price list with errors', ...olive, reach: putBadly },
  { name: 'price list, for support', ...sue, reach: at('/admin/price-lists/prl_goods_autumn') },
];

/** Saves a text of the shop's own, and looks at what is different from it in the version before. */
async function reword(page: Page): Promise<void> {
  await page.goto('/admin/templates');
  // Each of those who look saves another text, so that none is in the way of another.
  await page.goto(`/admin/templates/order_confirmation.${await page.locator('html').getAttribute('lang')}`);
  for (const word of ['Ahoy', 'Hello']) {
    const subject = `${word}: your order {{ number }} at {{ store.name }}`;
    await page.locator('#subject').fill(subject);
    await page.locator('main form .btn-primary').click();
    await page.locator('[role=status]').waitFor();
  }
  await page.locator('a[href*="version="]').first().click();
  await page.locator('#difference').waitFor();
}

async function previewText(page: Page): Promise<void> {
  await page.goto('/admin/templates/order_confirmation.de');
  await page.locator('[formaction*=preview]').click();
  await page.locator('#preview').waitFor();
}

async function rewordBadly(page: Page): Promise<void> {
  await page.goto('/admin/templates/activation.en');
  await page.locator('#subject').fill('{{ secret.token }}');
  await page.locator('#html').fill('<p>Ahoy {{ nmae }}</p>\n<script>alert(1)</script>');
  await page.locator('main form .btn-primary').click();
  await page.locator('[role=alert]').waitFor();
}

/** Chooses a file as logo, and waits for what the page says of it. */
async function sendLogo(page: Page, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  await page.goto('/admin/settings/brand');
  await page.locator('#logo').setInputFiles(file);
  await page.locator('form:has(#logo) .btn').click();
  await page.locator('[role=status], [role=alert]').waitFor();
}

/** A dark anchor beside the name, with a script that is left out. */
const logo =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50" fill="#14324a"><script>alert(1)</script>' +
  '<path d="M22 8v30M12 16h20M6 28c2 10 8 14 16 14s14-4 16-14" fill="none" stroke="#14324a" stroke-width="4"/>' +
  '<circle cx="22" cy="7" r="4"/><text x="50" y="34" font-size="25" font-family="Georgia, serif">Harbour</text></svg>';

/** Once only: one that is replaced is gone, and other screens may just be loading it. */
async function uploadLogo(page: Page): Promise<void> {
  await page.goto('/admin/settings/brand');
  if ((await page.locator('.ground .logo').count()) > 0) return;
  await sendLogo(page, { name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(logo) });
}

function uploadBadLogo(page: Page): Promise<void> {
  return sendLogo(page, { name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('%PDF-1.7') });
}

/** Asks for what shuts somebody out, and is told whom. */
async function shutOut(page: Page): Promise<void> {
  await page.goto('/admin/settings/shopping');
  await page.locator('#shopAccess-customers_only').check();
  await page.locator('#content button[type=submit]').click();
  await page.locator('#agreed').waitFor();
}

async function tickAll(page: Page): Promise<void> {
  await page.goto('/admin/customers?status=active');
  await page.locator('#tick-all').check();
}

/** Presses the button of an act, and waits for the page behind it. */
async function act(page: Page): Promise<void> {
  // Those who are active already: nothing happens to them.
  await page.locator('#bulk [value=activate]').click();
  await page.waitForURL(/\/admin\/customers\/bulk/);
}

async function actOnTicked(page: Page): Promise<void> {
  await tickAll(page);
  await act(page);
}

async function actOnFound(page: Page): Promise<void> {
  await tickAll(page);
  await page.locator('#bulk [name=scope]').selectOption('found');
  await act(page);
}

async function actOnNobody(page: Page): Promise<void> {
  await page.goto('/admin/customers?status=active');
  await page.locator('[name=customer]').first().check();
  await page.evaluate(`document.querySelector('[name=customer]').value = 'nobody'`);
  await act(page);
}

async function addPartnerBadly(page: Page): Promise<void> {
  await addPartner(page, 'Harbour till');
  await send(page, '/admin/partners', { name: 'Harbour till' });
}

/** The page of a partner, who is added unless they are there already. */
async function addPartner(page: Page, name: string): Promise<void> {
  await page.goto('/admin/partners');
  await page.locator('[name=name]').fill(name);
  await page.locator('main form .btn-primary').click();
  await page.locator('main .notice').waitFor();
  if (!page.url().includes('done=added')) await page.locator('main tbody a').filter({ hasText: name }).click();
  await page.locator('main [href$="/keys/new"]').waitFor();
}

async function makeKeyBadly(page: Page): Promise<void> {
  await addPartner(page, 'Bookkeeping');
  await page.locator('main [href$="/keys/new"]').click();
  await page.locator('main form .btn-primary').click();
  await page.locator('[role=alert]').waitFor();
}

/** Makes a key, which is shown then. */
async function makeKey(page: Page, name: string): Promise<void> {
  await addPartner(page, name);
  await page.locator('main [href$="/keys/new"]').click();
  for (const box of ['customers:read', 'orders:read', 'orders:write']) {
    await page.locator(`[name="scope_${box}"]`).check();
  }
  await page.locator('main form .btn-primary').click();
  await page.locator('#key').waitFor();
}

async function askToReplace(page: Page): Promise<void> {
  // Pages are opened side by side, and a key is replaced once: each has a partner of its own.
  await makeKey(page, `Till ${crypto.randomUUID().slice(0, 8)}`);
  await page.locator('main .btn-primary').click();
  await page.locator('main [href$="/replacement"]').first().click();
  await page.locator('[name=overlap]').first().waitFor();
}

/** A key that goes on for a while, one in its place, and one that is revoked. */
async function replaceKey(page: Page): Promise<void> {
  await askToReplace(page);
  await page.locator('main form .btn-primary').click();
  await page.locator('#key').waitFor();
  await page.locator('main .btn-primary').click();
  await page.locator('main details summary').last().click();
  await page.locator('main details[open] .btn-danger').click();
  await page.waitForURL('**?done=revoked');
}

function inviteBadly(page: Page): Promise<void> {
  return send(page, '/admin/staff', { name: 'Olive’s brother', email: 'olive@' });
}

/** A code of no form, so that no try counts. */
function recoverBadly(page: Page): Promise<void> {
  return send(page, '/admin/second-step?recovery', { code: 'none' });
}

/** The codes that are good after those who were here before. */
let recoveryCodes: Promise<string[]> | undefined;

/** One after the other, since new codes end the earlier ones. */
async function renewCodes(page: Page, cast: Cast): Promise<void> {
  recoveryCodes = (recoveryCodes ?? Promise.resolve(cast.recoveryCodes)).then(async ([code = '']) => {
    await page.goto('/admin/second-step');
    await page.locator('[name=code]').fill(code);
    await page.locator('main form .btn-primary').click();
    await page.locator('#codes').waitFor();
    return page.locator('#codes li').allInnerTexts();
  });
  await recoveryCodes;
}

async function openColleague(page: Page): Promise<void> {
  await page.goto('/admin/staff');
  await page.locator('main tbody a').filter({ hasText: 'Nora' }).click();
  await page.locator('.places').waitFor();
}

async function askToTakeAway(page: Page): Promise<void> {
  await openColleague(page);
  await page.locator('[popovertarget=take-away]').first().click();
}

function openBadly(page: Page): Promise<void> {
  return send(page, '/admin/customers/new', { email: 'ada@', phone: 'twelve', vatId: 'IE1' });
}

async function note(page: Page): Promise<void> {
  await page.goto(ada);
  await page
    .locator('[name=note]')
    .fill('Rings before noon.\nPrefers the blue rope, and asks for a carton without print.');
  await page.locator('form:has([name=note]) .btn').click();
  await page.waitForURL('**?done=noted');
}

async function correctBadly(page: Page): Promise<void> {
  await page.goto(ada);
  await page.locator('[name=phone]').fill('twelve');
  await page.locator('main form .btn-primary').click();
  await page.locator('[role=alert]').waitFor();
}

/** The record of the customer with the long name, who has an address and messages. */
async function openLongName(page: Page, tab = ''): Promise<void> {
  await page.goto('/admin/customers?q=Hubert');
  await page.locator('#found a').filter({ hasText: 'Hubert' }).click();
  await page.locator('.tabs').waitFor();
  if (tab) await page.goto(`${page.url()}/${tab}`);
}

async function openWaiting(page: Page): Promise<void> {
  await page.goto('/admin/customers?q=jaroslav');
  await page.locator('#found tbody a').click();
  await page.locator('.tabs').waitFor();
  await page.goto(`${page.url()}/login`);
}

async function askToDelete(page: Page): Promise<void> {
  await page.goto(ada);
  await page.locator('[popovertarget=delete]').first().click();
}

async function openOrder(page: Page, status: string): Promise<void> {
  await page.goto(`/admin/orders?status=${status}`);
  await page.locator('main tbody a').first().click();
  await page.locator('.timeline').waitFor();
}

async function openPacked(page: Page): Promise<void> {
  await page.goto('/admin/orders');
  await page.locator('main tbody tr:has(.tag-blue) a').first().click();
  await page.locator('.timeline').waitFor();
}

async function tickOrders(page: Page, query = ''): Promise<void> {
  await page.goto(`/admin/orders${query}`);
  for (const box of await page.locator('[name=order]').all()) await box.check();
}

/** They are not shipped yet, so nothing is done. */
async function deliverTicked(page: Page): Promise<void> {
  await tickOrders(page, '?status=placed');
  await page.locator('select[name=act]').selectOption('delivered');
  await page.locator('#bulk [type=submit]').click();
  await page.locator('#progress .notice').waitFor();
}

async function askToCancelMany(page: Page): Promise<void> {
  await tickOrders(page);
  await page.locator('select[name=act]').selectOption('cancelled');
  await page.locator('#bulk [type=submit]').click();
  await page.locator('main .btn-danger').waitFor();
}

async function actOnNoOrder(page: Page): Promise<void> {
  await page.goto('/admin/orders');
  await page.evaluate(`document.querySelector('#bulk').submit()`);
  await page.locator('[role=alert]').waitFor();
}

async function payBadly(page: Page): Promise<void> {
  await openOrder(page, 'placed');
  await page.locator('[name=amount]').fill('much');
  await page.locator('form:has([name=amount]) .btn').click();
  await page.locator('[role=alert]').waitFor();
}

/** A form with two products in it, one at another price, and words that mean several more. */
async function compose(page: Page, whom: string): Promise<void> {
  await page.goto(`/admin/orders/new?${whom}`);
  for (const [place, product] of ['SL-02', 'MR-10'].entries()) {
    await page.locator('#product').fill(product);
    await page.locator('#product').press('Enter');
    await page.locator(`#quantity_${place + 1}`).waitFor();
  }
  await page.locator('#price_2').fill('1.50');
  await page.locator('#product').fill('b');
  await page.locator('[name=step][value=add]').click();
  await page.locator('[value^="take:"]').first().waitFor();
}

async function composeBadly(page: Page): Promise<void> {
  await compose(page, 'person=new&kind=quotation');
  await page.locator('#product').fill('');
  await page.locator('#quantity_1').fill('many');
  await page.locator('[value=by_hand]').check();
  await page.locator('form .btn-primary').click();
  await page.locator('[role=alert]').waitFor();
}

async function review(page: Page, whom: string): Promise<void> {
  await compose(page, whom);
  await page.locator('#product').fill('');
  await page.locator('#delivery_line1').fill('12 St James Square');
  await page.locator('#delivery_city').fill('Dublin');
  await page.locator('#note').fill('As we said on the phone,\nwith kind regards');
  await page.locator('form .btn-primary').click();
  await page.locator('[name=step][value=place]').waitFor();
}

async function openQuotation(page: Page): Promise<void> {
  await page.goto('/admin/quotations');
  await page.locator('main tbody a').first().click();
  await page.locator('.sums').waitFor();
}

async function changeOrder(page: Page): Promise<void> {
  await openOrder(page, 'placed');
  await page.locator('main a[href$="/change"]').click();
  await page.locator('[name=rebate]').waitFor();
}

async function changeBadly(page: Page): Promise<void> {
  await changeOrder(page);
  await page.locator('[name="sku-1"]').evaluate((field) => field.closest('details')?.setAttribute('open', ''));
  await page.locator('[name="name-1"]').fill('Sail repair');
  await page.locator('[name=rebate]').fill('lots');
  await page.locator('form:has([name=rebate]) .btn-primary').click();
  await page.locator('[role=alert]').waitFor();
}

async function makeCode(page: Page): Promise<void> {
  await page.goto('/admin/stores');
  await page.locator('[action="/admin/stores/codes"] button').click();
  await page.locator('#code').waitFor();
}

async function askToCancel(page: Page): Promise<void> {
  await openOrder(page, 'placed');
  await page.locator('[popovertarget=cancel]').first().click();
}

async function changeWebhookBadly(page: Page): Promise<void> {
  await page.goto('/admin/webhooks/whk_goods_till');
  await page.locator('#url').fill('http://192.168.1.1/');
  await page.locator('form:has(#url) .btn').click();
  await page.locator('[role=alert]').waitFor();
}

async function makeSecret(page: Page): Promise<void> {
  await page.goto('/admin/webhooks/new');
  await page.locator('#url').fill('https://desk.example.com/hooks');
  await page.locator('form:has(#url) .btn').click();
  await page.locator('#secret').waitFor();
}

async function openMessage(page: Page): Promise<void> {
  await page.goto('/admin/outbox');
  await page.locator('main tbody a').first().click();
  await page.locator('iframe').waitFor();
}

async function openQuestion(page: Page): Promise<void> {
  await page.goto('/admin/discussions');
  await page.locator('main tbody a').first().click();
  await page.locator('[name=answer]').waitFor();
}

async function answerBadly(page: Page): Promise<void> {
  await openQuestion(page);
  await page.locator('form:has([name=answer]) .btn').click();
  await page.locator('[role=alert]').waitFor();
}

async function askToGenerate(page: Page): Promise<void> {
  await page.goto(`${ada}/login`);
  await page.locator('[popovertarget=generate]').first().click();
}

async function changePointsBadly(page: Page): Promise<void> {
  await page.goto(`${ada}/orders`);
  await page.locator('[name=points]').fill('many');
  await page.locator('form:has([name=points]) .btn').click();
  await page.locator('[role=alert]').waitFor();
}

async function typeBadly(page: Page): Promise<void> {
  await page.goto(`${ada}/login`);
  await page.locator('[name=password]').fill('lantern');
  await page.locator('form.panel .btn').click();
  await page.locator('[role=alert]').waitFor();
}

async function addProductBadly(page: Page): Promise<void> {
  await page.goto('/admin/products/new');
  await page.locator('[name=price]').fill('much');
  await page.locator('[name=visibility][value=groups]').check();
  await page.locator('main form .btn-primary').click();
  await page.locator('[role=alert]').waitFor();
}

/** Uploads a file, and waits for what the page says of it. */
async function upload(page: Page, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  await page.goto(sextant);
  await page.locator('[name=picture]').setInputFiles(file);
  await page.locator('form:has([name=picture]) .btn').click();
  await page.locator('[role=status], [role=alert]').waitFor();
}

/** Two by two pixels. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR42mOQj68CIgYIBQAZwgPh2/eP1gAAAABJRU5ErkJggg==';

function showPicture(page: Page): Promise<void> {
  return upload(page, { name: 'sextant.png', mimeType: 'image/png', buffer: Buffer.from(png, 'base64') });
}

function uploadBadly(page: Page): Promise<void> {
  return upload(page, { name: 'sextant.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') });
}

async function addCategoryBadly(page: Page): Promise<void> {
  await page.goto('/admin/categories');
  await page.locator('[name=slug]').fill('On Deck!');
  await page.locator('main form .btn-primary').click();
  await page.locator('[role=alert]').waitFor();
}

async function addGroupBadly(page: Page): Promise<void> {
  await page.goto('/admin/groups');
  await page.locator('[name=discount]').fill('many');
  await page.locator('form:has([name=discount]) [type=submit], [type=submit][form]').last().click();
  await page.locator('[role=alert]').waitFor();
}

async function putBadly(page: Page): Promise<void> {
  await page.goto('/admin/price-lists/prl_goods_trade');
  await page.locator('#product').fill('RB-99');
  await page.locator('form:has([name=off]) .btn').click();
  await page.locator('[role=alert]').waitFor();
}

async function previewPage(page: Page): Promise<void> {
  await page.goto('/admin/pages/pag_goods_delivery');
  await page.locator('[formaction*=preview]').click();
  await page.locator('#preview').waitFor();
}

async function previewRule(page: Page): Promise<void> {
  await page.goto('/admin/groups/grp_gold');
  await page.locator('[name=ordersFrom]').fill('0');
  await page.locator('[name=registeredForDays]').fill('0');
  await page.locator('[formaction*=preview]').click();
  await page.locator('#preview').waitFor();
}

/** A question as it would be with the form around it, in the second language of the store. */
async function previewQuestion(page: Page): Promise<void> {
  await page.goto(`${registration}/fields/trade`);
  await page.locator('[name=in]').last().click();
  await page.locator('#preview').waitFor();
}

async function previewBlock(page: Page): Promise<void> {
  await page.goto(`${accountPage}/blocks/4`);
  await page.locator('[formaction*="4/preview"]').click();
  await page.locator('#preview').waitFor();
}
