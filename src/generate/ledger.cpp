// SPDX-License-Identifier: Apache-2.0
// Vouchers, balances at month end, investments. Debit is positive in the rows, as in a ledger;
// every voucher sums to zero, and the balances are the vouchers' sums.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "generate/economy_plan.hpp"
#include "generate/facts.hpp"
#include "generate/investments.hpp"
#include "generate/split.hpp"

namespace redthread::generate {
namespace {

constexpr std::int64_t ore_per_mnkr = 100'000'000;

struct Line {
  std::string_view account;
  std::int64_t amount;
};

class Ledger {
 public:
  explicit Ledger(World& world) : world_(world), investments_(world) {
    // Not published: a balance sheet of the size that the running costs need.
    const auto open = [&](const char* account, std::int64_t mnkr) {
      balances_[account] = world_.scaled_to_region(mnkr * ore_per_mnkr);
      balances_["2010"] -= balances_[account];
    };
    open("1210", 3200);
    open("1219", -1300);
    open("1510", 350);
    open("1930", 900);
    open("2210", -800);
    open("2350", 0);
    open("2440", -700);
  }

  void write(Month month) {
    if (month.month() == 1) {
      amounts_ = area_amounts(world_, month.year(), World::Plan::outcome);
      balances_["2010"] += result_;
      result_ = 0;
    }
    Random random = world_.random("ledger", month.index());
    const std::int64_t bought = investments_.write(month);
    {
      RowFile file(world_.place(month), World::delivery("ledger", month),
                   {{"voucher", Role::group},
                    {"booked_date", Role::date},
                    {"account", Role::text},
                    {"unit_code", Role::unit},
                    {"amount", Role::number}});
      file_ = &file;
      month_ = month;
      for (std::size_t a = 0; a < area_count; ++a) write_area(a, random);
      write_settlements(bought);
      while (file.bears(3) && random.chance(600)) write_unbalanced(random);
      file_ = nullptr;
    }
    write_balances(month);
  }

 private:
  void write_area(std::size_t area, Random& random) {
    std::vector<const Unit*> units;
    std::vector<std::int64_t> weights;
    for (const Unit* unit : world_.units.in(month_)) {
      const std::string at = world_.units.area(*unit, month_);
      const bool here = at == economy_areas[area] || (economy_areas[area] == "VARD" &&
                                                      (at == "VCN" || at == "VCS" || at == "PRIV"));
      if (!here || (unit->staff == 0 && unit->visits == 0) || unit->kind == "ward") continue;
      units.push_back(unit);
      weights.push_back(unit->staff * 4 + unit->visits);
    }
    const auto& amounts = amounts_[static_cast<std::size_t>(month_.month() - 1)];
    std::vector<std::vector<Line>> payroll(units.size());
    for (const Account& account : result_accounts()) {
      const std::int64_t total = account_total(account, amounts[account.group][area]);
      std::vector<std::int64_t> noisy;
      noisy.reserve(weights.size());
      for (const std::int64_t weight : weights) noisy.push_back(weight * random.between(90, 110));
      const auto by_unit = split(-total, noisy, random);  // debit is positive
      for (std::size_t u = 0; u < units.size(); ++u) {
        if (by_unit[u] == 0) continue;
        const bool pay = account.group == personnel || account.group == overtime;
        if (pay) {
          payroll[u].push_back({account.number, by_unit[u]});
        } else {
          write_invoices(*units[u], account, by_unit[u], random);
        }
      }
      world_.tally.add("ledger." + std::string(group_names[account.group]), month_, total);
    }
    const Date payday = month_.first_day().plus_days(24);
    for (std::size_t u = 0; u < units.size(); ++u) {
      if (!payroll[u].empty()) write_voucher(*units[u], payday, payroll[u], "1930");
    }
  }

  /// What of the group's amount is on this account: its share, the last account the rest.
  std::int64_t account_total(const Account& account, std::int64_t group_total) {
    if (account.group != group_) {
      group_ = account.group;
      shares_done_ = 0;
    }
    const std::int64_t before = scaled(group_total, shares_done_, 1000);
    shares_done_ += account.share;
    return scaled(group_total, shares_done_, 1000) - before;
  }

  void write_invoices(const Unit& unit, const Account& account, std::int64_t amount,
                      Random& random) {
    // An invoice is of half a million on average, but nobody writes more than twelve a month.
    const std::int64_t magnitude = amount < 0 ? -amount : amount;
    const std::int64_t count = std::clamp<std::int64_t>(magnitude / 50'000'000, 1, 12);
    std::vector<std::int64_t> sizes;
    for (std::int64_t i = 0; i < count; ++i) sizes.push_back(random.between(20, 180));
    const char* counter = account.group == regional_grant ? "1930"
                          : account.number == "7810"      ? "1219"
                          : account.group <= other_income ? "1510"
                                                          : "2440";
    for (const std::int64_t each : split(amount, sizes, random)) {
      if (each == 0) continue;
      const Date day =
          month_.first_day().plus_days(static_cast<int>(random.below(month_.last_day().day())));
      write_voucher(unit, day, {{account.number, each}}, counter);
    }
  }

  /// The lines, and what balances them on the counter account.
  void write_voucher(const Unit& unit, Date day, const std::vector<Line>& lines,
                     std::string_view counter) {
    ++voucher_;
    std::int64_t sum = 0;
    for (const Line& line : lines) {
      write_row(unit, day, line);
      sum += line.amount;
    }
    write_row(unit, day, {counter, -sum});
  }

  void write_row(const Unit& unit, Date day, const Line& line) {
    file_->code('V', voucher_);
    file_->date(day);
    file_->text(line.account);
    file_->text(unit.code);
    file_->hundredths(line.amount);
    file_->end_row();
    if (line.account[0] <= '2') {
      balances_[std::string(line.account)] += line.amount;
    } else {
      result_ += line.amount;
    }
  }

  /// Investments, payments, and what the region lends when there is too little cash.
  void write_settlements(std::int64_t bought) {
    const auto units = world_.units.in(month_);
    const Unit& office = **std::find_if(units.begin(), units.end(),
                                        [](const Unit* unit) { return unit->code == "LEDV"; });
    const Date day = month_.last_day();
    if (bought != 0) write_voucher(office, day, {{"1210", bought}}, "2440");
    write_voucher(office, day, {{"1930", balances_["1510"] * 7 / 10}}, "1510");
    write_voucher(office, day, {{"2440", -balances_["2440"] / 2}}, "1930");
    const std::int64_t floor = world_.scaled_to_region(400 * ore_per_mnkr);
    if (balances_["1930"] < floor) {
      write_voucher(office, day, {{"1930", 2 * floor - balances_["1930"]}}, "2350");
    }
  }

  /// Two lines that do not sum to zero: both are bad.
  void write_unbalanced(Random& random) {
    const auto units = world_.units.in(month_);
    const Unit& office = **std::find_if(units.begin(), units.end(),
                                        [](const Unit* unit) { return unit->code == "LEDV"; });
    const std::int64_t amount = random.between(1'000'00, 90'000'00);
    ++voucher_;
    for (const std::int64_t each : {amount, 90 - amount}) {
      file_->code('V', voucher_);
      file_->date(month_.first_day());
      file_->text(each > 90 ? "6990" : "2440");
      file_->text(office.code);
      file_->hundredths(each);
      file_->count_bad();
      file_->end_row();
    }
  }

  void write_balances(Month month) {
    RowFile file(world_.place(month, false), World::delivery("balance", month),
                 {{"balance_date", Role::date},
                  {"unit_code", Role::unit},
                  {"account", Role::text},
                  {"amount", Role::number}});
    balances_["2090"] = result_;
    std::int64_t sum = 0;
    for (const auto& [account, amount] : balances_) {
      file.date(month.last_day());
      file.text("HSF");
      file.text(account);
      file.hundredths(amount);
      file.end_row();
      sum += amount;
    }
    world_.tally.add("balance.difference", month, sum);
    world_.tally.add("balance.result", month, -result_);
  }

  World& world_;
  Investments investments_;
  std::array<AreaAmounts, 12> amounts_{};
  std::map<std::string, std::int64_t> balances_;  ///< öre, debit positive
  std::int64_t result_ = 0;                       ///< of the year so far, debit positive
  RowFile* file_ = nullptr;
  Month month_;
  std::int64_t voucher_ = 0;
  Group group_ = group_count;
  std::int64_t shares_done_ = 0;
};

}  // namespace

void write_economy(World& world) {
  Ledger ledger(world);
  for (const Month month : world.months()) ledger.write(month);
}

}  // namespace redthread::generate
