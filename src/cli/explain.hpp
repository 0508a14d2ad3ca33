// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>

#include "app/session.hpp"
#include "model/figure.hpp"

namespace redthread::cli {

/// Prints a figure's whole thread as a tree, down to delivery, file, line and hash:
/// ```
/// −12,9 mnkr  Intäkter, avvikelse mot budget, jan–apr 2024, HSF
///   vastmanland/economy.income/HSF/2024-01..2024-04/as_was/ytd_budget_deviation
///   = skillnad
/// ├─ 3 223,6 mnkr  Intäkter, utfall, jan–apr 2024, HSF
/// │  = economy.fees + …
/// │  ├─ 47,6 mnkr  Patientavgifter, …
/// │  │    data/annex/economy.csv:12, skrivet "47.6", sha256 4f1c…, leverans 3, inläst … av …
/// ```
void print_thread(std::ostream& out, const FigurePtr& figure, const app::Session& session,
                  Language language);

/// `Intäkter, utfall, jan–apr 2024, HSF`: what a figure is, in words.
std::string describe(const Figure& figure, Language language);

}  // namespace redthread::cli
