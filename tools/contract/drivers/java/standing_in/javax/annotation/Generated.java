package javax.annotation;

/** Stands in for that of javax.annotation-api, which is in no package that the contract is tried with. */
public @interface Generated {
  String[] value();

  String date() default "";

  String comments() default "";
}
