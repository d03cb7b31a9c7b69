// The forms of settings, filled in as they are to begin with.

/** What Harbour Goods asks at registration, as the form says it. */
export const registrationFields = {
  'registrationFields.name': 'required',
  'registrationFields.phone': 'optional',
  'registrationFields.company': 'off',
  'registrationFields.vatId': 'off',
  'registrationFields.birthDate': 'off',
  'registrationFields.billingAddress': 'off',
  'registrationFields.newsletter': 'optional',
};

export const settingsForms = [
  {
    path: '/admin/settings/access',
    form: {
      registration: 'open',
      activation: 'email',
      passwordAtRegistration: 'chosen',
      forgottenPassword: 'link',
      passwordMinimum: '12',
      removeUnactivatedAfterDays: '30',
    },
  },
  {
    path: '/admin/settings/shopping',
    form: { shopAccess: 'everyone', checkout: 'optional', orderHistory: 'store' },
  },
  {
    path: '/admin/settings/registration',
    form: registrationFields,
  },
  { path: '/admin/settings/staff', form: { 'staff.secondStep': 'optional' } },
  {
    path: '/admin/settings/shop',
    form: {
      name: 'Harbour Goods',
      'shop.address': 'Harbour Goods, 4 Custom House Quay, Dublin',
      currency: 'EUR',
      timeZone: 'Europe/Dublin',
    },
  },
  {
    path: '/admin/settings/reach',
    form: {
      language_en: '1',
      language_de: '2',
      language_cs: '3',
      country_IE: 'on',
      country_DE: 'on',
      country_CZ: 'on',
    },
  },
  {
    path: '/admin/settings/payment',
    form: {
      payment_bank_transfer: '1',
      payment_cash_on_delivery: '2',
      'shop.bankAccount.holder': 'Harbour Goods',
      'shop.bankAccount.iban': 'IE29 AIBK 9311 5212 3456 78',
      'shop.bankAccount.bic': 'AIBKIE2D',
    },
  },
  { path: '/admin/settings/delivery', form: { carriers: 'all' } },
  { path: '/admin/settings/taxes', form: { 'tax.country': 'IE', 'tax.vatId': 'IE6388047V' } },
  {
    path: '/admin/settings/documents',
    form: {
      shown_quotation: 'on',
      shown_order: 'on',
      shown_invoice: 'on',
      shown_credit_note: 'on',
      shown_delivery_note: 'on',
      'shop.orderNumberFormat': '{year}-{number}',
    },
  },
  {
    path: '/admin/settings/loyalty',
    form: {
      'loyalty.pointsPerUnit': '1',
      'loyalty.pointWorthMinor': '0.01',
      'loyalty.countsAfterDays': '14',
      'loyalty.livesDays': '365',
      'loyalty.pointsForReview': '20',
    },
  },
  { path: '/admin/settings/mail', form: { 'email.senderAddress': 'hello@harbour-goods.example' } },
  { path: '/admin/settings/brand', form: { 'shop.brandColour': '#1f5f7a' } },
];

/** A way of delivery of Harbour Goods, as its form is to begin with. */
export const parcel = {
  name_en: 'Parcel',
  name_de: 'Paket',
  name_cs: 'Balík',
  price: '4.90',
  freeFrom: '100',
  area: 'everywhere',
};

/** The rates of Ireland, as their form is to begin with. */
export const irishRates = { standard: '23', reduced: '13.5', super_reduced: '4,8' };

/** The forms of rows of lists, by what stands in their addresses. */
export const rowForms = [
  { list: '/admin/settings/delivery/methods', row: 'parcel', form: parcel },
  { list: '/admin/settings/taxes/rates', row: 'IE', form: irishRates },
];
