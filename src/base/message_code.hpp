// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace redthread {

/// A stable code of a diagnostic or an Error and what it means, in a sentence. Each module lists
/// its own in `<module>/messages.hpp` as `inline constexpr MessageCode <module>_messages[]`;
/// docs/errors.md is made from these lists.
struct MessageCode {
  const char* code;
  const char* meaning;
};

}  // namespace redthread
