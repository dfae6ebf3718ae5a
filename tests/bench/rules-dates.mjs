// The tables' date functions for evaluators that have none: ISO texts in, no checks, as quick as plain arithmetic is.
const year = (date) => Number(date.slice(0, 4));
const two = (number) => (number < 10 ? `0${number}` : `${number}`);
const leap = (y) => (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const length = (y, month) => (month === 1 && leap(y) ? 29 : lengths[month]);
const written = (y, month, day) =>
  `${String(y).padStart(4, "0")}-${two(month + 1)}-${two(Math.min(day, length(y, month)))}`;
const birthdayIn = (birth, y) => written(y, Number(birth.slice(5, 7)) - 1, Number(birth.slice(8, 10)));

function nextDay(date) {
  const [y, month, day] = [year(date), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))];
  if (day < length(y, month)) return written(y, month, day + 1);
  return month < 11 ? written(y, month + 1, 1) : written(y + 1, 0, 1);
}
const ageOn = (birth, day) => year(day) - year(birth) - (day.slice(5) < birth.slice(5) ? 1 : 0);

export const dateFunctions = {
  addMonths(date, months) {
    const month = year(date) * 12 + Number(date.slice(5, 7)) - 1 + months;
    return written(Math.floor(month / 12), month % 12, Number(date.slice(8, 10)));
  },
  ageOn,
  ageEve: (birth, day) => ageOn(birth, nextDay(day)),
  nthBirthdayAfter(birth, from, count) {
    const thisYear = birthdayIn(birth, year(from)) > from;
    return birthdayIn(birth, year(from) + (thisYear ? count - 1 : count));
  },
  isBirthday: (birth, day) => birthdayIn(birth, year(day)) === day,
  isLeapDay: (date) => date.slice(5) === "02-29",
};
