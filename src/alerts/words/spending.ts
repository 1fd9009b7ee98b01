import { counted } from '../../command/counted.ts';
import { type Button, fields } from '../../command/reply.ts';
import type { Words } from './words.ts';

/** An owner who knows better than the account's figures can end the doubt. */
export function settleButtons(purchase: number): Button[] {
  const input = { action: 'settle', purchase };
  return [
    {
      label: 'It was bought',
      runs: 'points',
      input: { ...input, outcome: 'spent' },
      style: 'default',
    },
    {
      label: 'It was not',
      runs: 'points',
      input: { ...input, outcome: 'not-spent' },
      style: 'default',
    },
  ];
}

export function purchaseUnknown(purchase: number, what: string, reason: string): Words {
  return {
    kind: 'purchase-unknown',
    severity: 'warning',
    reply: {
      title: 'A purchase without an answer',
      tone: 'warning',
      blocks: [
        fields({
          What: `${what}: ${reason}`,
          Did: 'will not send it again; looks at the account until it shows whether it counted',
          'You can': 'wait, or look at the site and say how it ended (owners)',
        }),
        { kind: 'buttons', buttons: settleButtons(purchase) },
      ],
    },
  };
}

export function vipRenewed(renewal: {
  weeks: number;
  until: string;
  /** How it stood before and after. */
  account: string;
  why: string;
}): Words {
  const { weeks, until, account, why } = renewal;
  return {
    kind: 'vip-renewed',
    severity: 'info',
    reply: {
      title: `VIP renewed: ${counted(weeks, 'week')}`,
      tone: 'ok',
      blocks: [fields({ Until: until, Account: account, Because: why })],
    },
  };
}

export function vipRenewalFailed(reason: string, isAtRisk: boolean): Words {
  return {
    kind: 'vip-renewal-failed',
    severity: isAtRisk ? 'critical' : 'warning',
    reply: {
      title: 'VIP was not renewed',
      tone: isAtRisk ? 'danger' : 'warning',
      blocks: [
        fields({
          What: reason,
          Did: `spent nothing; tries again tomorrow at noon${isAtRisk ? '; paid downloads wait' : ''}`,
          'You can': 'try again now, or renew it in the store of the site',
        }),
        { kind: 'buttons', buttons: [renewNow, showPlan] },
      ],
    },
  };
}

/** `days`: the step of the ladder that was reached; 0 is over. */
export function vipExpiring(days: number, left: string, plan: string): Words {
  return {
    kind: 'vip-expiring',
    severity: days <= 3 ? 'critical' : 'warning',
    reply: {
      title: days === 0 ? 'VIP has ended' : `VIP ends in ${left}`,
      tone: days <= 3 ? 'danger' : 'warning',
      blocks: [
        fields({ Plan: plan, 'You can': 'renew it now, as far as the points reach' }),
        { kind: 'buttons', buttons: [renewNow, showPlan] },
      ],
    },
  };
}

export function vipUnknown(isVipClass: boolean): Words {
  return {
    kind: 'vip-unknown',
    severity: isVipClass ? 'warning' : 'info',
    reply: {
      title: 'The end of VIP is unknown',
      tone: isVipClass ? 'warning' : 'info',
      blocks: [
        fields({
          What: 'the tracker names no date that can be read',
          Did: `buys nothing with points${isVipClass ? ', and paid downloads wait' : ''}, until it does`,
          'You can': 'look at your VIP on the site, and buy it there if there is none',
        }),
      ],
    },
  };
}

export function pointsAtCap(points: string, plan: string): Words {
  return {
    kind: 'points-at-cap',
    severity: 'warning',
    reply: {
      title: 'Points are at the cap',
      tone: 'warning',
      blocks: [
        fields({ What: `${points} points; what is earned now is lost`, Plan: plan }),
        {
          kind: 'buttons',
          buttons: [
            { label: 'Spend points', runs: 'points', input: {}, style: 'primary' },
            showPlan,
          ],
        },
      ],
    },
  };
}

const renewNow: Button = {
  label: 'Renew now',
  runs: 'points',
  input: { action: 'buy', what: 'vip' },
  style: 'primary',
};
const showPlan: Button = { label: 'Show plan', runs: 'vip', input: {}, style: 'default' };
