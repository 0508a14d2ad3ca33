// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/figure.hpp"

namespace redthread::figures {

/// Whether some part of the figure is a year's budget spread by a profile, instead of a value that
/// was delivered for its months. cost: the figure's thread.
bool rests_on_profile(const Figure& figure);

}  // namespace redthread::figures
