// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace redthread::report {

/// `&amp;`, `&#8211;`, `&#x2013;` -> the character. Of the named ones those that people write in
/// reports are known; any other stays as it is written.
std::string decoded_entity(std::string_view entity);

}  // namespace redthread::report
