// SPDX-License-Identifier: Apache-2.0
#include "model/results.hpp"

namespace redthread {

std::string_view to_string(Status status) {
  switch (status) {
    case Status::none:
      return "none";
    case Status::green:
      return "green";
    case Status::yellow:
      return "yellow";
    case Status::red:
      return "red";
  }
  return "none";
}

std::string_view to_string(Trend trend) {
  switch (trend) {
    case Trend::none:
      return "none";
    case Trend::positive:
      return "positive";
    case Trend::neutral:
      return "neutral";
    case Trend::negative:
      return "negative";
  }
  return "none";
}

std::string_view status_name(Status status, Language language) {
  const bool swedish = language == Language::swedish;
  switch (status) {
    case Status::none:
      break;
    case Status::green:
      return swedish ? "grön" : "green";
    case Status::yellow:
      return swedish ? "gul" : "yellow";
    case Status::red:
      return swedish ? "röd" : "red";
  }
  return swedish ? "ej bedömd" : "not judged";
}

std::string_view trend_name(Trend trend, Language language) {
  const bool swedish = language == Language::swedish;
  switch (trend) {
    case Trend::none:
      break;
    case Trend::positive:
      return swedish ? "positiv" : "positive";
    case Trend::neutral:
      return "neutral";
    case Trend::negative:
      return swedish ? "negativ" : "negative";
  }
  return missing_mark;
}

std::string_view to_string(Finding::Kind kind) {
  switch (kind) {
    case Finding::Kind::total_vs_parts:
      return "total_vs_parts";
    case Finding::Kind::units_vs_parent:
      return "units_vs_parent";
    case Finding::Kind::duplicate:
      return "duplicate";
    case Finding::Kind::span_vs_parts:
      return "span_vs_parts";
  }
  return "duplicate";
}

}  // namespace redthread
