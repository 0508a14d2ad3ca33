// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/document.hpp"

namespace redthread::report {

/// A number that a person typed in a comment, and that contradicts the report.
struct TypedNumber {
  std::string comment;  ///< its byline: who and when
  std::string written;  ///< `480,0 mnkr`
  std::string label;    ///< what the sentence says it is: `Resultat`
  std::string printed;  ///< what the report prints for it first: `−475,0 mnkr`
  std::string address;  ///< of that figure
};

/// The numbers in comments that say another value than the figures that the report prints under
/// the same name. A number is judged when it has a measure unit and its sentence names, before it,
/// a figure that the report prints in that unit; it agrees when it is any of that name's figures
/// (outcome, budget, last year ...) as rounded as it was written, whatever the sign. Figures that
/// are bound in by reference cannot contradict anything and are left alone.
/// cost: the comments' length times the number of names.
std::vector<TypedNumber> contradicting_numbers(const Document& document);

/// Tells each as a warning `report.text_differs`, or as an error.
void tell_contradictions(const std::vector<TypedNumber>& found, Severity severity,
                         Diagnostics& diagnostics);

}  // namespace redthread::report
