// Every form by which staff say what the shop sells, and how it works.
import { tryForms } from '../support/form-trials.ts';

tryForms(
  'staff, about the shop',
  ({ isForStaff, name }) =>
    isForStaff &&
    /^\/admin\/(settings|products|categories|groups|templates|statuses|forms|pages|price-lists|partners|webhooks|stores)/.test(
      name,
    ),
);
