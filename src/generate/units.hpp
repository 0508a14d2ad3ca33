// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"

namespace redthread::generate {

/// The branch of care that a unit's activity counts to.
enum class Care { none, somatic, psychiatric, other_primary, primary };
enum class Provider { own, centre, contracted };

/// A unit of the made-up region, and how large a part of each activity it has.
struct Unit {
  std::string code;
  std::string name;
  std::string parent;
  std::string kind;
  Care care = Care::none;
  Provider provider = Provider::own;
  int visits = 0;         ///< parts of its branch's visits
  int beds = 0;           ///< parts of its branch's beds; above zero = a ward
  int operations = 0;     ///< parts of the operations
  int staff = 0;          ///< parts of the own staff
  std::string specialty;  ///< whose waiting lists it has: words, or empty
  Month from;             ///< first month
  Month to;               ///< last month

  bool valid_in(Month month) const { return from <= month && month <= to; }
};

/// The organisation over the years. From the first month of the reorganisation: two clinics are
/// merged, a health centre is split by shares, a clinic is moved to another area and one renamed.
/// Units that are moved or renamed stand here once a validity, like rows of organisation.csv.
class Units {
 public:
  /// Without `reorganised` the organisation never changes.
  Units(Month first, Month last, std::optional<Month> reorganised);

  const std::vector<Unit>& all() const { return units_; }
  std::vector<const Unit*> in(Month month) const;
  /// The unit's top area below the root: `AKUT`; the parts of `VARD` count as areas of their own.
  std::string area(const Unit& unit, Month month) const;
  /// A code that was valid earlier but no longer in the month; empty when there is none.
  std::string closed_before(Month month) const;
  std::string organisation_csv() const;

 private:
  struct Successor {
    std::string code;
    std::string successor;
    std::string share;
  };
  void reorganise(Month from);

  Month first_;
  Month last_;
  std::vector<Unit> units_;
  std::vector<Successor> successors_;
};

}  // namespace redthread::generate
