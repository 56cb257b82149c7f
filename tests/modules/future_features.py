# __future__: the features and their releases.
import __future__
print(__future__.__all__)
for n in __future__.all_feature_names:
    print(n, getattr(__future__, n), getattr(__future__, n).getMandatoryRelease())
