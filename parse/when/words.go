package when

// A class says what part a word can play in a time expression.
type class uint8

const (
	other        class = iota
	number             // "3", "three": n is its value
	ordinal            // "3rd", "third"
	clock              // "10:30": n is minutes after midnight
	decades            // "1990s": n is 1990
	month              // "March", n 1 to 12
	monthShort         // "Mar": only beside a number or with its full stop
	weekday            // "Friday", n 1 (Monday) to 7
	weekdayShort       // "Fri"
	weekdays           // "Fridays"
	unitWord           // "week", n is a unit
	unitWords          // "weeks"
	part               // "morning", n indexes parts
	season             // "summer", n indexes seasons
	vague              // "several", "few": a count that isn't told
	deictic            // "yesterday", n is the shift in days
	nights             // "tonight", n is the shift in days
	reference          // "recently", n indexes references
	regular            // "daily", n is a unit
	edge               // "early", "end": n indexes mods
	word               // a function word, n is one of the w… constants
	mark               // punctuation, n is the byte
)

// A unit is a length of calendar time, short to long.
type unit int16

const (
	minute unit = iota + 1
	hour
	day
	weekend
	week
	monthUnit
	seasonUnit
	quarter
	half
	year
	decade
	century
)

// Function words that patterns ask for by name.
const (
	wThe int16 = iota + 1
	wA
	wOf
	wIn
	wOn
	wAt
	wBy
	wUntil
	wSince
	wFrom
	wTo
	wFor
	wAnd
	wOr
	wBefore
	wAfter
	wDuring
	wBetween
	wLast
	wPast
	wNext
	wPrevious
	wFollowing
	wThis
	wThat
	wSame
	wComing
	wRecent
	wCurrent
	wAgo
	wEarlier
	wLater
	wEvery
	wEach
	wPer
	wOther
	wHalf
	wHundred
	wDozen
	wCouple
	wMore
	wLess
	wThan
	wLeast
	wMost
	wAbout
	wNearly
	wLong
	wOld
	wFuture
	wPresent
	wMoment
	wAM
	wPM
	wZone
	wLocal
	wTime
	wTimes
	wOnce
	wBC
	wAD
	wNear
	wHour
	wQuantity // nouns that make the number before them a quantity
	wLabel    // nouns that make the number behind them a label
	wFixed    // adjectives that name one historic day: "Black Friday"
	wFiller   // adjectives between count and unit: "three full days"
	wOver
	wJust
	wFiscal
	wOffensive // nouns behind a season that is told: "summer offensive"
	wAll
	wLatter
	wPeriod
)

// The endings of a value for the parts of a day, seasons and vague references; see TIMEX3 in TimeML 1.2.1.
var (
	parts      = [...]string{"", "TMO", "TAF", "TEV", "TNI", "T12:00", "T00:00", "TMO", "TEV"}
	seasons    = [...]string{"", "SP", "SU", "FA", "WI"}
	references = [...]string{"", "PAST_REF", "PRESENT_REF", "FUTURE_REF"}
	mods       = [...]string{"", "START", "MID", "END"}
)

type entry struct {
	class class
	n     int16
}

// vocabulary is the words of English that take part in time expressions, in lower case.
var vocabulary = map[string]entry{
	"one": {number, 1}, "two": {number, 2}, "three": {number, 3}, "four": {number, 4}, "five": {number, 5}, "six": {number, 6},
	"seven": {number, 7}, "eight": {number, 8}, "nine": {number, 9}, "ten": {number, 10}, "eleven": {number, 11}, "twelve": {number, 12},
	"thirteen": {number, 13}, "fourteen": {number, 14}, "fifteen": {number, 15}, "sixteen": {number, 16}, "seventeen": {number, 17},
	"eighteen": {number, 18}, "nineteen": {number, 19}, "twenty": {number, 20}, "thirty": {number, 30}, "forty": {number, 40},
	"fifty": {number, 50}, "sixty": {number, 60}, "seventy": {number, 70}, "eighty": {number, 80}, "ninety": {number, 90},

	"first": {ordinal, 1}, "second": {ordinal, 2}, "third": {ordinal, 3}, "fourth": {ordinal, 4}, "fifth": {ordinal, 5},
	"sixth": {ordinal, 6}, "seventh": {ordinal, 7}, "eighth": {ordinal, 8}, "ninth": {ordinal, 9}, "tenth": {ordinal, 10},
	"eleventh": {ordinal, 11}, "twelfth": {ordinal, 12}, "thirteenth": {ordinal, 13}, "fourteenth": {ordinal, 14}, "fifteenth": {ordinal, 15},
	"sixteenth": {ordinal, 16}, "seventeenth": {ordinal, 17}, "eighteenth": {ordinal, 18}, "nineteenth": {ordinal, 19},
	"twentieth": {ordinal, 20}, "thirtieth": {ordinal, 30},

	"january": {month, 1}, "february": {month, 2}, "march": {month, 3}, "april": {month, 4}, "may": {month, 5}, "june": {month, 6},
	"july": {month, 7}, "august": {month, 8}, "september": {month, 9}, "october": {month, 10}, "november": {month, 11}, "december": {month, 12},
	"jan": {monthShort, 1}, "feb": {monthShort, 2}, "mar": {monthShort, 3}, "apr": {monthShort, 4}, "jun": {monthShort, 6},
	"jul": {monthShort, 7}, "aug": {monthShort, 8}, "sep": {monthShort, 9}, "sept": {monthShort, 9}, "oct": {monthShort, 10},
	"nov": {monthShort, 11}, "dec": {monthShort, 12},

	"monday": {weekday, 1}, "tuesday": {weekday, 2}, "wednesday": {weekday, 3}, "thursday": {weekday, 4}, "friday": {weekday, 5},
	"saturday": {weekday, 6}, "sunday": {weekday, 7},
	"mon": {weekdayShort, 1}, "tue": {weekdayShort, 2}, "tues": {weekdayShort, 2}, "wed": {weekdayShort, 3}, "thu": {weekdayShort, 4},
	"thur": {weekdayShort, 4}, "thurs": {weekdayShort, 4}, "fri": {weekdayShort, 5}, "sat": {weekdayShort, 6}, "sun": {weekdayShort, 7},
	"mondays": {weekdays, 1}, "tuesdays": {weekdays, 2}, "wednesdays": {weekdays, 3}, "thursdays": {weekdays, 4}, "fridays": {weekdays, 5},
	"saturdays": {weekdays, 6}, "sundays": {weekdays, 7},

	"minute": {unitWord, int16(minute)}, "hour": {unitWord, int16(hour)}, "day": {unitWord, int16(day)}, "weekend": {unitWord, int16(weekend)},
	"week": {unitWord, int16(week)}, "fortnight": {unitWord, int16(week)}, "month": {unitWord, int16(monthUnit)},
	"quarter": {unitWord, int16(quarter)}, "year": {unitWord, int16(year)}, "decade": {unitWord, int16(decade)}, "century": {unitWord, int16(century)},
	"minutes": {unitWords, int16(minute)}, "hours": {unitWords, int16(hour)}, "days": {unitWords, int16(day)}, "weekends": {unitWords, int16(weekend)},
	"weeks": {unitWords, int16(week)}, "months": {unitWords, int16(monthUnit)}, "quarters": {unitWords, int16(quarter)},
	"years": {unitWords, int16(year)}, "decades": {unitWords, int16(decade)}, "centuries": {unitWords, int16(century)},

	"morning": {part, 1}, "afternoon": {part, 2}, "evening": {part, 3}, "night": {part, 4}, "noon": {part, 5}, "midday": {part, 5}, "midnight": {part, 6}, "dawn": {part, 7}, "sunrise": {part, 7}, "dusk": {part, 8}, "nightfall": {part, 8}, "sunset": {part, 8},
	"spring": {season, 1}, "summer": {season, 2}, "autumn": {season, 3}, "fall": {season, 3}, "winter": {season, 4},

	"several": {vague, 0}, "few": {vague, 0}, "many": {vague, 0}, "some": {vague, 0},

	"today": {deictic, 0}, "yesterday": {deictic, -1}, "tomorrow": {deictic, 1}, "tonight": {nights, 0}, "overnight": {nights, -1},
	"recently": {reference, 1}, "lately": {reference, 1}, "now": {reference, 2}, "currently": {reference, 2}, "nowadays": {reference, 2},
	"presently": {reference, 2}, "soon": {reference, 3},
	"daily": {regular, int16(day)}, "nightly": {regular, int16(day)}, "weekly": {regular, int16(week)}, "monthly": {regular, int16(monthUnit)}, "quarterly": {regular, int16(quarter)},
	"annual": {regular, int16(year)}, "annually": {regular, int16(year)}, "yearly": {regular, int16(year)}, "hourly": {regular, int16(hour)},

	"early": {edge, 1}, "beginning": {edge, 1}, "start": {edge, 1}, "outset": {edge, 1}, "mid": {edge, 2}, "middle": {edge, 2},
	"late": {edge, 3}, "end": {edge, 3}, "close": {edge, 3},

	"the": {word, wThe}, "a": {word, wA}, "an": {word, wA}, "of": {word, wOf}, "in": {word, wIn}, "on": {word, wOn}, "at": {word, wAt}, "by": {word, wBy},
	"until": {word, wUntil}, "till": {word, wUntil}, "since": {word, wSince}, "from": {word, wFrom}, "to": {word, wTo}, "through": {word, wTo},
	"for": {word, wFor}, "and": {word, wAnd}, "or": {word, wOr}, "before": {word, wBefore}, "after": {word, wAfter}, "during": {word, wDuring},
	"throughout": {word, wDuring}, "within": {word, wDuring}, "between": {word, wBetween}, "last": {word, wLast}, "past": {word, wPast}, "next": {word, wNext},
	"previous": {word, wPrevious}, "following": {word, wFollowing}, "this": {word, wThis}, "that": {word, wThat}, "same": {word, wSame},
	"coming": {word, wComing}, "upcoming": {word, wComing}, "recent": {word, wRecent}, "current": {word, wCurrent}, "ago": {word, wAgo}, "earlier": {word, wEarlier},
	"later": {word, wLater}, "every": {word, wEvery}, "each": {word, wEach}, "per": {word, wPer}, "other": {word, wOther}, "half": {word, wHalf},
	"hundred": {word, wHundred}, "dozen": {word, wDozen}, "couple": {word, wCouple}, "more": {word, wMore}, "less": {word, wLess}, "fewer": {word, wLess},
	"than": {word, wThan}, "least": {word, wLeast}, "most": {word, wMost}, "about": {word, wAbout}, "around": {word, wAbout}, "approximately": {word, wAbout},
	"roughly": {word, wAbout}, "nearly": {word, wNearly}, "almost": {word, wNearly}, "long": {word, wLong}, "old": {word, wOld}, "future": {word, wFuture},
	"present": {word, wPresent}, "moment": {word, wMoment}, "am": {word, wAM}, "pm": {word, wPM}, "gmt": {word, wZone}, "utc": {word, wZone},
	"local": {word, wLocal}, "time": {word, wTime}, "times": {word, wTimes}, "once": {word, wOnce}, "twice": {word, wOnce}, "bc": {word, wBC}, "bce": {word, wBC},
	"ad": {word, wAD}, "near": {word, wNear}, "foreseeable": {word, wNear}, "hrs": {word, wHour}, "over": {word, wOver}, "under": {word, wLess},
	"fiscal": {word, wFiscal}, "fy": {word, wFiscal}, "offensive": {word, wOffensive}, "offensives": {word, wOffensive}, "campaign": {word, wOffensive}, "all": {word, wAll},
	"latter": {word, wLatter}, "period": {word, wPeriod}, "just": {word, wJust}, "only": {word, wJust},

	"people": {word, wQuantity}, "soldiers": {word, wQuantity}, "troops": {word, wQuantity}, "men": {word, wQuantity}, "women": {word, wQuantity},
	"km": {word, wQuantity}, "m": {word, wQuantity}, "metres": {word, wQuantity}, "meters": {word, wQuantity}, "kilometres": {word, wQuantity},
	"kilometers": {word, wQuantity}, "miles": {word, wQuantity}, "feet": {word, wQuantity}, "tonnes": {word, wQuantity}, "tons": {word, wQuantity},
	"percent": {word, wQuantity}, "homes": {word, wQuantity}, "families": {word, wQuantity}, "dollars": {word, wQuantity}, "euros": {word, wQuantity},
	"resolution": {word, wLabel}, "no": {word, wLabel}, "number": {word, wLabel}, "flight": {word, wLabel}, "page": {word, wLabel}, "room": {word, wLabel},
	"highway": {word, wLabel}, "boeing": {word, wLabel}, "article": {word, wLabel},
	"black": {word, wFixed}, "bloody": {word, wFixed}, "good": {word, wFixed}, "ash": {word, wFixed}, "palm": {word, wFixed}, "easter": {word, wFixed},
	"straight": {word, wFiller}, "consecutive": {word, wFiller}, "full": {word, wFiller}, "whole": {word, wFiller}, "further": {word, wFiller},
	"additional": {word, wFiller}, "successive": {word, wFiller}, "entire": {word, wFiller}, "single": {word, wFiller},
}
