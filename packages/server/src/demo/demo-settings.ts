import type { CampaignRow, MediumRow, PhoneBookRow, PlaceRow, ReasonCodeRow, WrapUpCodeRow } from '../store/tables.ts'

/** What a demo tenant has besides people. */
export type DemoSettings = {
  readonly places: readonly PlaceRow[]
  readonly campaigns: readonly CampaignRow[]
  readonly phoneBooks: readonly PhoneBookRow[]
}

const campaign = (id: string, name: string, type: CampaignRow['type'], description: string): CampaignRow => ({
  id,
  name,
  type,
  description,
  media: ['voice', 'chat'],
  disabledAt: null,
})

/** Desks in a row: each has a phone and a second line on the same switch. */
function desks(count: number, firstExtension: number, line: string): PlaceRow[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(2, '0')
    const extension = String(firstExtension + index)
    const devices = [
      { dn: extension, switch: 'sip-main' },
      { dn: `${line}${extension}`, switch: 'sip-backup' },
    ]
    return { id: `desk-${number}`, name: `Desk ${number}`, extension, devices, disabledAt: null }
  })
}

const contact = (firstName: string, lastName: string, phoneNumber: string, description: string) => ({
  firstName,
  lastName,
  phoneNumber,
  description,
})

/** The settings of the demo tenants by tenant id. */
export const demoSettings: Readonly<Record<'demo' | 'acme', DemoSettings>> = {
  demo: {
    places: desks(20, 5001, '8'),
    campaigns: [
      campaign('inbound-support', 'Inbound support', 'inbound', 'Customers who need help with an order or a bill.'),
      campaign('outbound-sales', 'Outbound sales', 'outbound', 'Calls back to people who asked for an offer.'),
    ],
    phoneBooks: [
      {
        id: 'house',
        name: 'House numbers',
        type: 'GLOBAL',
        disabledAt: null,
        contacts: [
          contact('Service', 'Desk', '5900', 'Headsets, passwords, screens'),
          contact('Shift', 'Lead', '5901', 'Breaks and shift swaps'),
          contact('Billing', 'Team', '5910', 'Invoices and refunds'),
          contact('Logistics', 'Hotline', '5920', 'Where is my parcel'),
          contact('Front', 'Door', '5999', 'Visitors and deliveries'),
        ],
      },
      {
        id: 'partners',
        name: 'Partners',
        type: 'TEAM',
        disabledAt: null,
        contacts: [
          contact('Parcel', 'Service', '+49 30 5550 1200', 'Claims, weekdays 8 to 18'),
          contact('Card', 'Emergency', '+44 20 7946 0188', 'Lost and stolen cards, day and night'),
          contact('Interpreter', 'Line', '+33 1 55 50 43 21', 'Twelve languages, two minutes’ notice'),
        ],
      },
    ],
  },
  acme: {
    places: desks(4, 7001, '8'),
    campaigns: [campaign('acme-orders', 'Acme orders', 'blended', 'Orders by phone, and calls back about them.')],
    phoneBooks: [],
  },
}

export const demoMedia: readonly MediumRow[] = [
  { id: 'voice', name: 'Voice', maxDialogLimit: 1, position: 1 },
  { id: 'chat', name: 'Chat', maxDialogLimit: 3, position: 2 },
]

const reason = (category: ReasonCodeRow['category'], code: number, label: string): ReasonCodeRow => ({
  id: `${category}:${code}`,
  category,
  code,
  label,
  system: false,
  disabledAt: null,
})

export const demoReasonCodes: readonly ReasonCodeRow[] = [
  reason('NOT_READY', 11, 'Short break'),
  reason('NOT_READY', 12, 'Lunch'),
  reason('NOT_READY', 13, 'Rest room'),
  reason('NOT_READY', 21, 'Meeting'),
  reason('NOT_READY', 22, 'Training'),
  reason('NOT_READY', 23, 'Coaching'),
  reason('NOT_READY', 31, 'Paperwork'),
  reason('NOT_READY', 32, 'Calling back'),
  reason('NOT_READY', 41, 'Technical trouble'),
  reason('LOGOUT', 27, 'Changing desk'),
  reason('LOGOUT', 28, 'End of shift'),
  reason('LOGOUT', 29, 'Unwell'),
]

const wrapUp = (id: string, label: string): WrapUpCodeRow => ({ id, label, disabledAt: null })

export const demoWrapUpCodes: readonly WrapUpCodeRow[] = [
  wrapUp('solved', 'Solved'),
  wrapUp('call-back', 'Call back agreed'),
  wrapUp('passed-on', 'Passed on to another team'),
  wrapUp('complaint', 'Complaint'),
  wrapUp('sold', 'Sold'),
  wrapUp('not-interested', 'Not interested'),
  wrapUp('wrong-number', 'Wrong number'),
]
