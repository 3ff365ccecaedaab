// Moments in the reader's own zone, and Slack's <!date^…> patterns.

import { locale, zone } from "./world.js";

function parts(date, options) {
  return new Intl.DateTimeFormat(locale(), { timeZone: zone(), ...options }).format(date);
}

// The calendar day in the reader's zone, as 2026-11-23: what is compared and sorted.
function day(date) {
  return new Intl.DateTimeFormat("en-CA", {
    timeZone: zone(),
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(date);
}

function daysAgo(date) {
  const whole = (each) => Date.parse(`${day(each)}T00:00:00Z`) / 86_400_000;
  return whole(new Date()) - whole(date);
}

function pretty(date, otherwise) {
  const ago = daysAgo(date);
  if (Math.abs(ago) > 1) return otherwise;
  return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(-ago, "day");
}

const LONG = { year: "numeric", month: "long", day: "numeric" };
const SHORT = { year: "numeric", month: "short", day: "numeric" };
const WEEKDAY = { weekday: "long", year: "numeric", month: "long", day: "numeric" };

const PATTERNS = {
  date_num: (date) => day(date),
  date: (date) => parts(date, LONG),
  date_short: (date) => parts(date, SHORT),
  date_long: (date) => parts(date, WEEKDAY),
  date_pretty: (date) => pretty(date, parts(date, LONG)),
  date_short_pretty: (date) => pretty(date, parts(date, SHORT)),
  date_long_pretty: (date) => pretty(date, parts(date, WEEKDAY)),
  date_long_full: (date) => parts(date, WEEKDAY),
  day_divider_pretty: (date) => pretty(date, parts(date, WEEKDAY)),
  time: (date) => clock(date),
  time_secs: (date) => parts(date, { ...hours(), second: "2-digit" }),
  ago: (date) => ago(date),
};

// 07:05 where the day has 24 hours, 7:05 AM where it has twice twelve.
function hours() {
  const cycle = new Intl.DateTimeFormat(locale(), { hour: "numeric" }).resolvedOptions().hourCycle;
  return { hour: cycle === "h23" || cycle === "h24" ? "2-digit" : "numeric", minute: "2-digit" };
}

export function clock(date) {
  return parts(date, hours());
}

export function clockWithSeconds(epochSeconds) {
  return PATTERNS.time_secs(new Date(epochSeconds * 1000));
}

export function ago(date) {
  const seconds = (date.getTime() - Date.now()) / 1000;
  const units = [
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
  ];
  const words = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) return words.format(Math.round(seconds / size), unit);
  }
  return "just now";
}

// A <!date^…> pattern filled in; null when the moment or the pattern cannot be read.
export function dated(epochSeconds, pattern) {
  const date = new Date(Number(epochSeconds) * 1000);
  if (!/^-?\d{1,12}$/.test(String(epochSeconds)) || Number.isNaN(date.getTime())) return null;
  let known = true;
  const text = pattern.replace(/\{([a-z_]+)\}/g, (_, name) => {
    if (!Object.hasOwn(PATTERNS, name)) {
      known = false;
      return "";
    }
    return PATTERNS[name](date);
  });
  if (!known) return null;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// A message's ts ("1700000000.000100") as a moment.
export function ofTs(ts) {
  return new Date(Number.parseFloat(ts) * 1000);
}

export function dayTitle(ts) {
  const date = ofTs(ts);
  const named = pretty(date, parts(date, { weekday: "long", month: "long", day: "numeric" }));
  return named.charAt(0).toUpperCase() + named.slice(1);
}

export function sameDay(ts, other) {
  return day(ofTs(ts)) === day(ofTs(other));
}

export function fullMoment(ts) {
  const date = ofTs(ts);
  return `${parts(date, WEEKDAY)}, ${clock(date)}`;
}
