import { ConfigError } from '../errors.ts';
import { resolveJobName } from './aliases.ts';
import type { Job } from './definition.ts';
import { scheduleOf } from './schedule.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Settings of the former program, and the jobs they speak of. */
const formerSettings: Readonly<Record<string, string>> = {
  TASK_MAM_TIME: 'MAM',
  TASK_TOP10_TIME: 'top10',
  TASK_METADATA_FULL_TIME: 'metadata-full',
  TASK_METADATA_NEW_TIME: 'metadata-new',
  TASK_SERIES_TIME: 'SERIES',
  TASK_AUTHOR_TIME: 'AUTHOR',
  TASK_GAPS_TIME: 'library-scan',
  ENABLE_METADATA_CORRECTION: 'metadata-daily',
  ENABLE_SERIES_COMPLETION: 'SERIES',
  ENABLE_AUTHOR_COMPLETION: 'AUTHOR',
  ENABLE_TOP10_DISCOVERY: 'top10',
  ENABLE_MAM_SCRAPING: 'MAM',
  ENABLE_GAP_ANALYSIS: 'library-scan',
  GAP_ANALYSIS_ENABLED: 'library-scan',
  BACKUP_ENABLED: 'backup',
};

/**
 * The jobs with the schedules of the environment, and a warning for each setting that goes by its
 * former name. Throws ConfigError with every malformed schedule.
 */
export function configureJobs(
  jobs: readonly Job[],
  environment: Environment,
): { jobs: Job[]; warnings: string[] } {
  const { settings, warnings } = renameSettings(jobs, environment);
  const problems: string[] = [];
  const configured = jobs.map((job) => {
    const result = scheduleOf(job, settings);
    if ('problem' in result) problems.push(result.problem);
    return 'problem' in result ? job : { ...job, schedule: result.schedule };
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return { jobs: configured, warnings };
}

/** A setting under its present name wins over the former one. */
function renameSettings(
  jobs: readonly Job[],
  environment: Environment,
): { settings: Environment; warnings: string[] } {
  const settings: Record<string, string | undefined> = { ...environment };
  const warnings: string[] = [];
  const names = jobs.map((job) => job.name);
  for (const [former, word] of Object.entries(formerSettings)) {
    const value = environment[former]?.trim();
    if (!value) continue;
    const job = resolveJobName(word, names);
    if (!job) {
      warnings.push(`${former} is ignored: there is no such job`);
      continue;
    }
    const kind = former.startsWith('TASK_') ? 'SCHEDULE' : 'ENABLED';
    const name = `JOB_${job.replaceAll('-', '_').toUpperCase()}_${kind}`;
    settings[name] ??= kind === 'SCHEDULE' ? patternOf(value) : value;
    warnings.push(`${former} is now called ${name}`);
  }
  return { settings, warnings };
}

/** A time of day ("02:30") is every day at that time; anything else is a pattern already. */
function patternOf(value: string): string {
  const time = /^(\d{1,2}):(\d{2})$/.exec(value);
  return time ? `${Number(time[2])} ${Number(time[1])} * * *` : value;
}
