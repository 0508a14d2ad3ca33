// SPDX-License-Identifier: Apache-2.0
#include "outlook/cannot_say.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace redthread::outlook {
namespace {

struct Words {
  Reason reason;
  const char* sv;
  const char* en;
};

// {0} is what was seen, {1} what it was held against.
constexpr Words all_words[] = {
    {Reason::nothing_known, "Det finns inget värde att utgå från.",
     "There is no value to start from."},
    {Reason::too_short, "Historiken är {0:g} månader; minst {1:g} behövs.",
     "The history is {0:g} months; at least {1:g} are needed."},
    {Reason::negative_count, "Ett antal är negativt ({0:g}).", "A count is negative ({0:g})."},
    {Reason::not_a_number, "Ett värde är inte ett tal.", "A value is not a number."},
    {Reason::outlier, "Värdet {0:g} ligger {1:g} gånger från det vanliga och styr svaret.",
     "The value {0:g} lies {1:g} times from the usual and decides the answer."},
    {Reason::constant, "Historiken varierar inte; osäkerheten kan inte mätas.",
     "The history does not vary; its uncertainty cannot be measured."},
    {Reason::no_capacity, "Kapaciteten är noll: listan kortas inte av vård.",
     "Capacity is zero: no care shortens the list."},
    {Reason::no_arrivals, "Inga kommer: det finns ingen kö att räkna på.",
     "Nobody comes: there is no queue to compute."},
    {Reason::stays_of_years, "Vårdtiden {0:g} dygn är längre än {1:g} dygn.",
     "A stay of {0:g} days is longer than {1:g} days."},
    {Reason::larger_than_people, "Listan ({0:g}) är större än befolkningen ({1:g}).",
     "The list ({0:g}) is larger than the population ({1:g})."},
    {Reason::date_before_limit,
     "Datumet ({0:g} dagar bort) ligger närmare än gränsen ({1:g} dagar); de väntandes väntetider "
     "behövs.",
     "The date ({0:g} days ahead) is nearer than the limit ({1:g} days); the waits of those on the "
     "list are needed."},
    {Reason::beyond_reach, "Inte ens {0:g} tider mer i veckan räcker.",
     "Not even {0:g} more slots a week are enough."},
    {Reason::share_out_of_range, "Andelen {0:g} ligger inte mellan 0 och 1.",
     "The share {0:g} is not between 0 and 1."},
    {Reason::unsustainable, "Inflödet ({0:g} per dag) är större än utflödet ({1:g}): listan växer.",
     "What comes in ({0:g} a day) is more than what goes out ({1:g}): the list grows."},
    {Reason::few_siblings, "Bara {0:g} tidigare prognoser att mäta osäkerheten mot; {1:g} behövs.",
     "Only {0:g} earlier forecasts to measure the uncertainty by; {1:g} are needed."},
    {Reason::break_in_history, "Nivån har flyttat sig för {0:g} månader sedan.",
     "The level moved {0:g} months ago."},
    {Reason::stays_unfinished, "Bara {0:g} av {1:g} vårdtider är avslutade: de långa är gissade.",
     "Only {0:g} of {1:g} stays have ended: the long ones are guessed."},
};

}  // namespace

std::string to_text(const Reservation& reservation, Language language) {
  for (const Words& words : all_words) {
    if (words.reason != reservation.reason) continue;
    const char* text = language == Language::swedish ? words.sv : words.en;
    return fmt::format(fmt::runtime(text), reservation.seen, reservation.limit);
  }
  REDTHREAD_ASSERT(false, "every reason has its words");
  return {};
}

bool is_fatal(const std::vector<Reservation>& reservations) {
  return std::any_of(reservations.begin(), reservations.end(),
                     [](const Reservation& r) { return r.fatal; });
}

}  // namespace redthread::outlook
