// SPDX-License-Identifier: Apache-2.0
#include "warehouse/delivery_name.hpp"

namespace redthread::warehouse {

std::optional<DeliveryName> parse_delivery_name(std::string_view name) {
  const std::size_t extension = name.rfind('.');
  const std::string_view stem = name.substr(0, extension);
  const std::size_t underscore = stem.find('_');
  const auto span = Period::parse(stem.substr(0, underscore));
  if (!span) return std::nullopt;
  DeliveryName result{.span = *span, .label = {}};
  if (underscore != std::string_view::npos) result.label = stem.substr(underscore + 1);
  return result;
}

}  // namespace redthread::warehouse
