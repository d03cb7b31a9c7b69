// The map of the site: the middleware in order, then one line per face.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { access } from './access/routes.tsx';
import { accountPreview } from './account/preview/routes.tsx';
import { account } from './account/routes.tsx';
import { admin } from './admin/routes.tsx';
import { api } from './api/routes.ts';
import { asPreview } from './admin/templates/framing.ts';
import { customerGuard } from './access/guard.ts';
import { storeForms } from './forms/routes.tsx';
import { ownPages } from './catalog/pages/routes.tsx';
import { mostBytes } from './catalog/pictures/reading.ts';
import { bringingBasket, countingBasket, ownBasket } from './checkout/basket/routes.tsx';
import { bringingCheckout, checkout } from './checkout/routes.tsx';
import { dev } from './messages/dev.tsx';
import { bells } from './orders/bell/ringing.ts';
import { guestOrders } from './orders/guests/routes.tsx';
import { webhookDeliveries } from './partners/webhooks/sending.ts';
import { asPicture, pictures } from './pictures/routes.ts';
import { joiningLink } from './pools/becoming/routes.tsx';
import { farewell } from './privacy/routes.tsx';
import { staffVisits, visits } from './sessions/visits.ts';
import { mostBytes as mostLogoBytes } from './settings/brand/logos.ts';
import { staffGuard } from './staff/guard.ts';
import { isAtLeast, isProved } from './staff/roles.ts';
import { language } from './stores/routes.ts';
import { storeByHostname } from './stores/serving.ts';
import { storefront } from './storefront/routes.tsx';
import { bringingWishes, wishing } from './wishlist/routes.tsx';
import { asMail } from './ui/mail.tsx';
import type { AppEnv } from './web/context.ts';
import { ownFormsOnly } from './web/csrf.ts';
import { encryptedOnly } from './web/encrypted.ts';
import { notFound, onError } from './web/errors.tsx';
import { privateByDefault, securityHeaders } from './web/headers.ts';
import { following } from './web/noticing.ts';
import { seenPathsOnly } from './web/paths.ts';
import { identified } from './web/requests.ts';

/** The most a form may hold, in bytes. */
const formBytes = 64 * 1024;

/** The addresses that take a file beside the form: the page they stand on, which says what is wrong with it, and the most it may have. */
const uploads = [
  { at: /^(\/admin\/products\/[^/]+)\/picture$/, most: mostBytes, problem: 'picture_bytes' },
  { at: /^(\/admin\/settings\/brand)\/logo$/, most: mostLogoBytes, problem: 'logo_bytes' },
];
const uploadAt = (path: string) => uploads.find(({ at }) => at.test(path));

export const app = new Hono<AppEnv>();
app.onError(onError);
app.notFound(notFound);

app.use('/pictures/*', asPicture);
app.use('/admin/templates/:id/preview', asPreview);
app.use('/admin/outbox/:id/mail', asMail);
app.use(
  securityHeaders,
  privateByDefault,
  identified,
  following([bells, webhookDeliveries]),
  storeByHostname,
  encryptedOnly,
);
// Partners have keys: no cookie is read there, so none can be misused by another site.
app.route('/api', api);
app.use(seenPathsOnly);
app.use(ownFormsOnly((path) => uploadAt(path) !== undefined));

const asForm = bodyLimit({
  maxSize: formBytes,
  onError: () => {
    throw new HTTPException(413);
  },
});
/** Back to the page of the form, which says that the file is too large. */
const asUpload = ({ at, most, problem }: (typeof uploads)[number]) =>
  bodyLimit({
    maxSize: most + formBytes,
    onError: (c) => c.redirect(`${at.exec(c.req.path)?.[1]}?problem=${problem}`, 303),
  });
app.use((c, next) => {
  const upload = uploadAt(c.req.path);
  return (upload ? asUpload(upload) : asForm)(c, next);
});
app.use(visits(customerGuard));
app.use('/admin/*', staffVisits(staffGuard, { isAtLeast, isProved }));

app.use('/dev/*', async (c, next) => (c.env.ENVIRONMENT === 'development' ? next() : c.notFound()));

app.use('/login', bringingWishes, bringingBasket, bringingCheckout);
app.use(countingBasket);

app.route('/', storefront);
app.route('/', ownPages);
app.route('/pictures', pictures);
app.route('/', wishing);
app.route('/', language);
app.route('/', storeForms);
app.route('/', access);
app.route('/basket', ownBasket);
app.route('/checkout', checkout);
app.route('/orders', guestOrders);
app.route('/account', account);
app.route('/', joiningLink);
app.route('/', farewell);
app.route('/admin/settings/account-page', accountPreview);
app.route('/admin', admin);
app.route('/dev', dev);
