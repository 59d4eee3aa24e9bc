//! Dates: `struct_time`, and the ways between it, seconds and text.
//!
//! The local time zone is what `TZ` or `/etc/localtime` says, read once.

use std::sync::{Mutex, PoisonError};

use tz::{LocalTimeType, TimeZone, UtcDateTime};

use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::stdlib::arguments::{c_int, exact_float, integer, set, text};
use crate::stdlib::structseq::{self, class_with_new, field};
use crate::vm::native::{Args, GetSetDef, TypeDef};
use crate::vm::{Raised, Res, Vm};

natives! {
    STATICS:
    __new__(cls, sequence, dict=None, /) => struct_time,
}

pub static STRUCT_TIME: TypeDef = class_with_new(
    "time.struct_time",
    "The time value as returned by gmtime(), localtime(), and strptime(), and\n\
     accepted by asctime(), mktime() and strftime().",
    &[
        field::<0>("tm_year"),
        field::<1>("tm_mon"),
        field::<2>("tm_mday"),
        field::<3>("tm_hour"),
        field::<4>("tm_min"),
        field::<5>("tm_sec"),
        field::<6>("tm_wday"),
        field::<7>("tm_yday"),
        field::<8>("tm_isdst"),
        GetSetDef {
            name: "tm_zone",
            get: |vm, args| Ok(hidden(vm, args[0], "tm_zone")),
            set: None,
        },
        GetSetDef {
            name: "tm_gmtoff",
            get: |vm, args| Ok(hidden(vm, args[0], "tm_gmtoff")),
            set: None,
        },
    ],
    STATICS,
);

/// A field that is not one of the tuple's items.
fn hidden(vm: &mut Vm, time: Value, name: &str) -> Value {
    let name = vm.heap.intern(name);
    let dict = time.header().and_then(|header| vm.heap.attributes(header));
    dict.and_then(|dict| dict.get_str(name))
        .unwrap_or(Value::NONE)
}

fn struct_time(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let items = vm.collect_array(args[1])?;
    let len = items.len();
    if !(9..=11).contains(&len) {
        let bound = if len < 9 { "at least 9" } else { "at most 11" };
        return Err(vm.type_error(format!(
            "time.struct_time() takes an {bound}-sequence ({len}-sequence given)"
        )));
    }
    let shape = vm.builtin_class(STRUCT_TIME.name).root_shape.get();
    let time = Value::from(vm.heap.tuple_of_class(&items.tail()[..9], shape));
    let more = args.get(2).and_then(|more| more.get::<Dict>());
    for (at, name) in ["tm_zone", "tm_gmtoff"].into_iter().enumerate() {
        let name = vm.heap.intern(name);
        let given = items.tail().get(9 + at).map(|value| value.get());
        if let Some(value) = given.or_else(|| more?.get_str(name)) {
            vm.set_exception_field(time, name, value);
        }
    }
    Ok(time)
}

// --- the time zone ---

/// What TZ says, for the whole process.
static ZONE: Mutex<Option<TimeZone>> = Mutex::new(None);

fn with_zone<T>(look: impl FnOnce(&TimeZone) -> T) -> T {
    let mut zone = ZONE.lock().unwrap_or_else(PoisonError::into_inner);
    look(zone.get_or_insert_with(read_zone))
}

fn read_zone() -> TimeZone {
    let zone = match std::env::var("TZ") {
        Ok(name) if !name.is_empty() => TimeZone::from_posix_tz(&name),
        Ok(_) => return TimeZone::utc(),
        Err(_) => TimeZone::local(),
    };
    zone.unwrap_or_else(|_| TimeZone::utc())
}

/// The offset from UTC, daylight saving and name that hold at a point in time.
struct Local {
    offset: i32,
    is_dst: bool,
    name: String,
}

fn local_at(seconds: i64) -> Local {
    with_zone(|zone| match zone.find_local_time_type(seconds) {
        Ok(it) => describe(it),
        Err(_) => Local {
            offset: 0,
            is_dst: false,
            name: "UTC".to_string(),
        },
    })
}

fn describe(it: &LocalTimeType) -> Local {
    Local {
        offset: it.ut_offset(),
        is_dst: it.is_dst(),
        name: it.time_zone_designation().to_string(),
    }
}

/// `tzname`, `timezone`, `altzone`, `daylight`: what holds in January and in July.
pub fn set_zone(vm: &mut Vm, module: Gc<Dict>) {
    const YEAR: i64 = 365 * 86400 + 86400 / 4;
    let start = rustix::time::clock_gettime(rustix::time::ClockId::Realtime).tv_sec / YEAR * YEAR;
    let (january, july) = (local_at(start), local_at(start + YEAR / 2));
    let (standard, summer) = if january.offset <= july.offset {
        (&january, &july)
    } else {
        (&july, &january)
    };
    let daylight = january.offset != july.offset;
    let names = [
        vm.heap.str(&standard.name).into(),
        vm.heap.str(&summer.name).into(),
    ];
    let names = vm.heap.tuple(&names);
    set(vm, module, "tzname", names);
    set(vm, module, "timezone", Value::small(-standard.offset));
    set(vm, module, "altzone", Value::small(-summer.offset));
    set(vm, module, "daylight", Value::small(i32::from(daylight)));
}

pub fn tzset(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    *ZONE.lock().unwrap_or_else(PoisonError::into_inner) = None;
    let name = vm.heap.intern("time");
    if let Some(module) = vm
        .modules
        .get_str(name)
        .and_then(|it| it.get::<crate::object::instance::Module>())
    {
        set_zone(vm, module.dict);
    }
    Ok(Value::NONE)
}

// --- seconds to dates ---

/// A broken-down time, as C's `struct tm` with whole years and months from 1.
#[derive(Clone, Copy)]
struct Date {
    year: i64,
    month: i32,
    day: i32,
    hour: i32,
    minute: i32,
    second: i32,
    /// 0 is Monday.
    weekday: i32,
    /// 1 is the first of January.
    yearday: i32,
    is_dst: i32,
}

/// Whole seconds: of an argument, or now. Fractions are cut off downwards.
fn seconds_of(vm: &mut Vm, value: Option<Value>) -> Res<i64> {
    let Some(value) = value.filter(|value| !value.is_none()) else {
        return Ok(rustix::time::clock_gettime(rustix::time::ClockId::Realtime).tv_sec);
    };
    if let Some(float) = exact_float(value) {
        if float.is_nan() {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        if float.abs() >= 9.2e18 {
            return Err(out_of_range(vm));
        }
        return Ok(float.floor() as i64);
    }
    let int = integer(vm, value)?;
    i64::try_from(int).map_err(|_| out_of_range(vm))
}

#[cold]
fn out_of_range(vm: &mut Vm) -> Raised {
    vm.overflow_error("timestamp out of range for platform time_t")
}

fn date_at(vm: &mut Vm, seconds: i64, offset: i32, is_dst: bool) -> Res<Date> {
    let shifted = seconds.checked_add(i64::from(offset));
    let date = shifted.and_then(|seconds| UtcDateTime::from_timespec(seconds, 0).ok());
    let Some(date) = date else {
        return Err(vm.os_error(&std::io::Error::from_raw_os_error(libc::EOVERFLOW), None));
    };
    Ok(Date {
        year: i64::from(date.year()),
        month: i32::from(date.month()),
        day: i32::from(date.month_day()),
        hour: i32::from(date.hour()),
        minute: i32::from(date.minute()),
        second: i32::from(date.second()),
        weekday: (i32::from(date.week_day()) + 6) % 7,
        yearday: i32::from(date.year_day()) + 1,
        is_dst: i32::from(is_dst),
    })
}

fn object_of(vm: &mut Vm, date: Date, zone: &str, offset: i32) -> Value {
    let year = vm.heap.int(date.year);
    let [month, day, hour, minute, second, weekday, yearday, is_dst] = [
        date.month,
        date.day,
        date.hour,
        date.minute,
        date.second,
        date.weekday,
        date.yearday,
        date.is_dst,
    ]
    .map(Value::small);
    let items = [
        year, month, day, hour, minute, second, weekday, yearday, is_dst,
    ];
    let time = Value::from(structseq::new(vm, &STRUCT_TIME, &items));
    let zone = vm.heap.str(zone).into();
    for (name, value) in [("tm_zone", zone), ("tm_gmtoff", Value::small(offset))] {
        let name = vm.heap.intern(name);
        vm.set_exception_field(time, name, value);
    }
    time
}

pub fn gmtime(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let seconds = seconds_of(vm, args.get(0))?;
    let date = date_at(vm, seconds, 0, false)?;
    Ok(object_of(vm, date, "GMT", 0))
}

pub fn localtime(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let seconds = seconds_of(vm, args.get(0))?;
    let local = local_at(seconds);
    let date = date_at(vm, seconds, local.offset, local.is_dst)?;
    Ok(object_of(vm, date, &local.name, local.offset))
}

fn local_date(vm: &mut Vm, seconds: Option<Value>) -> Res<Date> {
    let seconds = seconds_of(vm, seconds)?;
    let local = local_at(seconds);
    date_at(vm, seconds, local.offset, local.is_dst)
}

// --- dates to seconds ---

/// A date out of a tuple of nine numbers.
fn date_of(vm: &mut Vm, value: Value, function: &str) -> Res<Date> {
    let Some(tuple) = value.get::<Tuple>() else {
        return Err(vm.type_error("Tuple or struct_time argument required"));
    };
    if tuple.len() != 9 {
        return Err(vm.type_error(format!("{function}(): illegal time tuple argument")));
    }
    let mut fields = [0; 9];
    for (field, item) in fields.iter_mut().zip(tuple.iter()) {
        *field = c_int(vm, item)?;
    }
    let [
        year,
        month,
        day,
        hour,
        minute,
        second,
        weekday,
        yearday,
        is_dst,
    ] = fields;
    Ok(Date {
        year: i64::from(year),
        month,
        day,
        hour,
        minute,
        second,
        weekday,
        yearday,
        is_dst,
    })
}

/// Days from 1970 to a day of the (proleptic Gregorian) calendar; any number of
/// months and days goes. Years begin in March here, so that leap days come last.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let months = year * 12 + month - 1 - 2;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12));
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

pub fn mktime(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let date = date_of(vm, args[0], "mktime")?;
    let days = days_from_civil(date.year, i64::from(date.month), i64::from(date.day));
    let utc = days * 86400
        + i64::from(date.hour) * 3600
        + i64::from(date.minute) * 60
        + i64::from(date.second);
    // The offset holds at the result; two guesses find it except at a change.
    let mut seconds = utc;
    for _ in 0..2 {
        seconds = utc - i64::from(local_at(seconds).offset);
    }
    let local = local_at(seconds);
    if date.is_dst >= 0 && local.is_dst != (date.is_dst > 0) {
        // The caller means the other half of the year.
        for half_year in [-15_778_800, 15_778_800] {
            let other = local_at(seconds + half_year);
            if other.is_dst == (date.is_dst > 0) {
                seconds = utc - i64::from(other.offset);
                break;
            }
        }
    }
    Ok(vm.heap.float(seconds as f64))
}

// --- dates as text ---

const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn day_name(date: Date) -> &'static str {
    DAYS[date.weekday.rem_euclid(7) as usize]
}

fn month_name(date: Date) -> &'static str {
    MONTHS[(date.month - 1).rem_euclid(12) as usize]
}

pub fn asctime(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let date = match args.get(0) {
        Some(tuple) => {
            let date = date_of(vm, tuple, "asctime")?;
            checked(vm, date)?
        }
        None => local_date(vm, None)?,
    };
    Ok(vm.heap.str(&asctime_text(date)).into())
}

pub fn ctime(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let date = local_date(vm, args.get(0))?;
    Ok(vm.heap.str(&asctime_text(date)).into())
}

fn asctime_text(date: Date) -> String {
    let (day, month) = (&day_name(date)[..3], &month_name(date)[..3]);
    let Date {
        day: number,
        hour,
        minute,
        second,
        year,
        ..
    } = date;
    format!("{day} {month} {number:2} {hour:02}:{minute:02}:{second:02} {year}")
}

/// A date whose fields are in range; zeros for month, day and day of the year are ones.
fn checked(vm: &mut Vm, mut date: Date) -> Res<Date> {
    date.month = date.month.max(i32::from(date.month == 0));
    date.day = date.day.max(i32::from(date.day == 0));
    date.yearday = date.yearday.max(i32::from(date.yearday == 0));
    let message = if !(1..=12).contains(&date.month) {
        "month out of range"
    } else if !(1..=31).contains(&date.day) {
        "day of month out of range"
    } else if !(0..=23).contains(&date.hour) {
        "hour out of range"
    } else if !(0..=59).contains(&date.minute) {
        "minute out of range"
    } else if !(0..=61).contains(&date.second) {
        "seconds out of range"
    } else if date.weekday < -1 {
        "day of week out of range"
    } else if !(1..=366).contains(&date.yearday) {
        "day of year out of range"
    } else {
        return Ok(date);
    };
    Err(vm.value_error(message))
}

pub fn strftime(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let format = text(vm, args[0], "strftime() argument 1")?;
    let date = match args.get(1) {
        Some(tuple) => {
            let date = date_of(vm, tuple, "strftime")?;
            checked(vm, date)?
        }
        None => local_date(vm, None)?,
    };
    let mut result = String::new();
    append_formatted(&mut result, &format.to_string_lossy(), date);
    Ok(vm.heap.str(&result).into())
}

/// C's strftime in the C locale.
fn append_formatted(to: &mut String, format: &str, date: Date) {
    use std::fmt::Write;
    let Date {
        year,
        month,
        day,
        hour,
        minute,
        second,
        weekday,
        yearday,
        ..
    } = date;
    let hour12 = (hour + 11) % 12 + 1;
    let noon = if hour < 12 { "AM" } else { "PM" };
    // Weeks that begin on Sunday and on Monday.
    let sunday_week = (yearday - 1 + 7 - (weekday + 1) % 7) / 7;
    let monday_week = (yearday - 1 + 7 - weekday) / 7;
    let mut chars = format.chars();
    while let Some(char) = chars.next() {
        if char != '%' {
            to.push(char);
            continue;
        }
        let Some(directive) = chars.next() else {
            to.push('%');
            break;
        };
        // Writing to a string cannot fail.
        let _ = match directive {
            'a' => write!(to, "{}", &day_name(date)[..3]),
            'A' => write!(to, "{}", day_name(date)),
            'b' | 'h' => write!(to, "{}", &month_name(date)[..3]),
            'B' => write!(to, "{}", month_name(date)),
            'c' => {
                append_formatted(to, "%a %b %e %H:%M:%S %Y", date);
                Ok(())
            }
            'C' => write!(to, "{:02}", year.div_euclid(100)),
            'd' => write!(to, "{day:02}"),
            'D' | 'x' => write!(to, "{month:02}/{day:02}/{:02}", year.rem_euclid(100)),
            'e' => write!(to, "{day:2}"),
            'F' => write!(to, "{year}-{month:02}-{day:02}"),
            'G' => write!(to, "{}", iso_week(date).0),
            'g' => write!(to, "{:02}", iso_week(date).0.rem_euclid(100)),
            'H' => write!(to, "{hour:02}"),
            'I' => write!(to, "{hour12:02}"),
            'j' => write!(to, "{yearday:03}"),
            'k' => write!(to, "{hour:2}"),
            'l' => write!(to, "{hour12:2}"),
            'm' => write!(to, "{month:02}"),
            'M' => write!(to, "{minute:02}"),
            'n' => to.write_char('\n'),
            'p' => write!(to, "{noon}"),
            'P' => write!(to, "{}", noon.to_ascii_lowercase()),
            'r' => write!(to, "{hour12:02}:{minute:02}:{second:02} {noon}"),
            'R' => write!(to, "{hour:02}:{minute:02}"),
            's' => write!(to, "{}", seconds_since_epoch(date)),
            'S' => write!(to, "{second:02}"),
            't' => to.write_char('\t'),
            'T' | 'X' => write!(to, "{hour:02}:{minute:02}:{second:02}"),
            'u' => write!(to, "{}", weekday.rem_euclid(7) + 1),
            'U' => write!(to, "{sunday_week:02}"),
            'V' => write!(to, "{:02}", iso_week(date).1),
            'w' => write!(to, "{}", (weekday + 1).rem_euclid(7)),
            'W' => write!(to, "{monday_week:02}"),
            'y' => write!(to, "{:02}", year.rem_euclid(100)),
            'Y' => write!(to, "{year}"),
            'z' => {
                let offset = local_at(seconds_since_epoch(date)).offset / 60;
                let sign = if offset < 0 { '-' } else { '+' };
                write!(to, "{sign}{:02}{:02}", offset.abs() / 60, offset.abs() % 60)
            }
            'Z' => write!(to, "{}", local_at(seconds_since_epoch(date)).name),
            '%' => write!(to, "%"),
            other => write!(to, "%{other}"),
        };
    }
}

fn seconds_since_epoch(date: Date) -> i64 {
    let days = days_from_civil(date.year, i64::from(date.month), i64::from(date.day));
    let utc = days * 86400 + i64::from(date.hour * 3600 + date.minute * 60 + date.second);
    utc - i64::from(local_at(utc).offset)
}

/// The year and week of ISO 8601: week 1 has the year's first Thursday.
fn iso_week(date: Date) -> (i64, i32) {
    let week = (date.yearday - 1 - date.weekday + 10) / 7;
    if week < 1 {
        (date.year - 1, weeks_in(date.year - 1))
    } else if week > weeks_in(date.year) {
        (date.year + 1, 1)
    } else {
        (date.year, week)
    }
}

fn weeks_in(year: i64) -> i32 {
    // The weekday of a year's last day, 0 being Sunday.
    let last = |year: i64| {
        (year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400)).rem_euclid(7)
    };
    if last(year) == 4 || last(year - 1) == 3 {
        53
    } else {
        52
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(seconds: i64) -> Date {
        let date = UtcDateTime::from_timespec(seconds, 0).unwrap();
        Date {
            year: i64::from(date.year()),
            month: i32::from(date.month()),
            day: i32::from(date.month_day()),
            hour: 0,
            minute: 0,
            second: 0,
            weekday: (i32::from(date.week_day()) + 6) % 7,
            yearday: i32::from(date.year_day()) + 1,
            is_dst: 0,
        }
    }

    #[test]
    fn days_are_counted_through_leap_years() {
        for days in (-200_000..200_000).step_by(97) {
            let date = day(days * 86400);
            assert_eq!(
                days_from_civil(date.year, i64::from(date.month), i64::from(date.day)),
                days
            );
        }
        // Months beyond the year are those of the next.
        assert_eq!(days_from_civil(2023, 14, 1), days_from_civil(2024, 2, 1));
    }

    #[test]
    fn iso_weeks_of_the_days_around_new_year() {
        // Recorded: date -d 2005-01-01 +%G-%V and so on.
        for (year, yearday, iso) in [
            (2005, 1, (2004, 53)),
            (2007, 1, (2007, 1)),
            (2008, 366, (2009, 1)),
            (2010, 1, (2009, 53)),
            (2012, 1, (2011, 52)),
            (2020, 366, (2020, 53)),
        ] {
            let seconds = (days_from_civil(year, 1, 1) + yearday - 1) * 86400;
            assert_eq!(iso_week(day(seconds)), iso);
        }
    }
}
