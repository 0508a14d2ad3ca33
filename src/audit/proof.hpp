// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/figure.hpp"

namespace redthread::audit {

/// Does a printed figure agree with the one that we compute from the printed base figures?
///
/// Every printed figure is the interval value +- half a unit of its last printed digit, every
/// computed one has an interval from its thread (model/interval.hpp).

/// A cell of a published table beside the figure that we compute.
struct PublishedCell {
  std::string table;  ///< file stem, `bilaga_produktion_egen`
  std::string row;
  std::string column;
  int line = 0;         ///< the line it was printed on
  std::string printed;  ///< decimal point, printed decimals kept; empty = nothing printed
  /// One printed unit in base units: 1 000 000 for mnkr, 1/100 for percent.
  Exact printed_unit = 1;
};

/// A row of an audit's list of findings (findings.csv).
struct KnownFinding {
  std::string where;
  std::string kind;
  std::string published;
  std::string recomputed;
  std::string how;
  std::string severity;
  std::string note;
};

enum class Verdict {
  equal,            ///< the same after one rounding
  rounding,         ///< possible given how the inputs were rounded, or rounded twice in print
  published_error,  ///< listed as an error of the publication
  unexplained,
};

struct Judgement {
  PublishedCell cell;
  FigurePtr computed;
  std::string computed_text;  ///< rounded like the printed one; empty = missing
  Verdict verdict = Verdict::unexplained;
  std::string reason;  ///< in words, with the finding's note when there is one
};

Judgement judge(const PublishedCell& cell, const FigurePtr& computed,
                const std::vector<KnownFinding>& findings);

struct ProofCount {
  int derived = 0;
  int equal = 0;
  int rounding = 0;
  int published_errors = 0;
  int unexplained = 0;
};
ProofCount count(const std::vector<Judgement>& judgements);

}  // namespace redthread::audit
