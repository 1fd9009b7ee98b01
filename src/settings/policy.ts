import { readRoutes, type Routes } from '../alerts/routes.ts';
import { readQuotas } from './quotas.ts';
import { readStalledMinutes } from './stalled-minutes.ts';
import type { PolicySettings } from './policy-options.ts';
import { readTop10 } from './top10.ts';

export type Policy = ReturnType<typeof policyOf>;

/** What no command changes: where the bot is. */
export type Place = { TZ: string };

/** The rules a decision is made by, under the names the rules use. */
export function policyOf(settings: PolicySettings & Place) {
  return {
    autopilot: settings.AUTOPILOT,
    releasePolicy: settings.RELEASE_POLICY,
    minSeeders: settings.MIN_SEEDERS,
    maxGb: settings.MAX_GB,
    languages: settings.LANGUAGES,
    formats: settings.FORMATS,
    minKbps: settings.MIN_KBPS,
    dramatised: settings.DRAMATISED,
    omnibus: settings.OMNIBUS,
    novellas: settings.NOVELLAS,
    ratioFloor: settings.RATIO_FLOOR,
    ratioRecovered: settings.RATIO_RECOVERED,
    ratioWarn: settings.RATIO_WARN,
    vipAuto: settings.VIP_AUTO,
    vipRenewDays: settings.VIP_RENEW_DAYS,
    pointsReserve: settings.POINTS_RESERVE,
    uploadCredit: settings.UPLOAD_CREDIT,
    ratioAfterGrab: settings.RATIO_AFTER_GRAB,
    readingStaleMinutes: settings.READING_STALE_MINUTES,
    unsatisfiedReserve: settings.UNSATISFIED_RESERVE,
    seedHours: settings.SEED_HOURS,
    stalledMinutes: readStalledMinutes(settings.STALLED_MINUTES),
    wedgePolicy: settings.WEDGE_POLICY,
    wedgeMinGb: settings.WEDGE_MIN_GB,
    delayHours: settings.DELAY_HOURS,
    grabHours: settings.GRAB_HOURS,
    minFreeGb: settings.MIN_FREE_GB,
    restoreDays: settings.RESTORE_DAYS,
    rulesFetch: settings.RULES_FETCH,
    proposalsOpen: settings.PROPOSALS_OPEN,
    proposalHours: settings.PROPOSAL_HOURS,
    top10: readTop10(settings.TOP10_CATEGORIES),
    queuePerRun: settings.QUEUE_PER_RUN,
    wishlistPerDay: settings.WISHLIST_PER_DAY,
    alertRoutes: routesOf(settings.ALERT_CHANNELS),
    quietHours: settings.QUIET_HOURS,
    escalateMinutes: settings.ESCALATE_MINUTES,
    downloadThreads: settings.DOWNLOAD_THREADS,
    statusBoard: settings.STATUS_BOARD,
    boardAccountFigures: settings.BOARD_ACCOUNT_FIGURES,
    quotas: readQuotas(settings.QUOTAS),
    modelMode: settings.MODEL_MODE,
    timeZone: settings.TZ,
    pathTemplate: settings.PATH_TEMPLATE,
    pathMap: settings.PATH_MAP,
  };
}

/** The form of the setting has been checked when it was given. */
function routesOf(text: string): Routes {
  const result = readRoutes(text);
  return 'routes' in result ? result.routes : new Map();
}
