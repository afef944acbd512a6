target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i8:8:32-i16:16:32-i64:64-i128:128-n32:64-S128-Fn32"
target triple = "aarch64-unknown-linux-gnu"


define [4 x float] @floats([4 x float] %a0.0) #0 {
entry:
  %t0 = alloca [16 x i8], align 16
  %t1 = alloca [16 x i8], align 16
  store [4 x float] %a0.0, ptr %t1, align 1
  br label %b0
b0:
  call void @llvm.memmove.p0.p0.i64(ptr %t0, ptr %t1, i64 16, i1 false)
  %0 = load [4 x float], ptr %t0, align 1
  ret [4 x float] %0
}

define double @doubles(i64 %a0, [3 x double] %a1.0) #0 {
entry:
  %t0 = alloca [24 x i8], align 16
  store [3 x double] %a1.0, ptr %t0, align 1
  br label %b0
b0:
  %0 = load double, ptr %t0, align 1, !tbaa !2
  %1 = getelementptr inbounds i8, ptr %t0, i64 8
  %2 = load double, ptr %1, align 1, !tbaa !2
  %3 = getelementptr inbounds i8, ptr %t0, i64 16
  %4 = load double, ptr %3, align 1, !tbaa !2
  %5 = fmul double %2, %4
  %6 = fadd double %0, %5
  ret double %6
}

define float @five(ptr %a0) #0 {
entry:
  br label %b0
b0:
  %0 = getelementptr inbounds i8, ptr %a0, i64 16
  %1 = load float, ptr %0, align 1, !tbaa !2
  ret float %1
}

define i64 @mixed(i64 %a0.0) #0 {
entry:
  %t0 = alloca [8 x i8], align 16
  %t1 = alloca [8 x i8], align 16
  store i64 %a0.0, ptr %t0, align 1
  %0 = load float, ptr %t0, align 1
  %1 = getelementptr inbounds i8, ptr %t0, i64 4
  %2 = load i32, ptr %1, align 1
  br label %b0
b0:
  store float %0, ptr %t1, align 1
  %3 = getelementptr inbounds i8, ptr %t1, i64 4
  store i32 %2, ptr %3, align 1
  %4 = load i64, ptr %t1, align 1
  ret i64 %4
}

define [2 x i64] @odd([2 x i64] %a0.0) #0 {
entry:
  %t0 = alloca [16 x i8], align 16
  %t1 = alloca [16 x i8], align 16
  store [2 x i64] %a0.0, ptr %t1, align 1
  br label %b0
b0:
  call void @llvm.memmove.p0.p0.i64(ptr %t0, ptr %t1, i64 12, i1 false)
  %0 = load [2 x i64], ptr %t0, align 1
  ret [2 x i64] %0
}

define [2 x i64] @pair(i8 %a0, [2 x i64] %a1.0) #0 {
entry:
  %t0 = alloca [16 x i8], align 16
  %t1 = alloca [16 x i8], align 16
  store [2 x i64] %a1.0, ptr %t0, align 1
  %0 = load i64, ptr %t0, align 1
  %1 = getelementptr inbounds i8, ptr %t0, i64 8
  %2 = load ptr, ptr %1, align 1
  br label %b0
b0:
  store i64 %0, ptr %t1, align 1
  %3 = getelementptr inbounds i8, ptr %t1, i64 8
  store ptr %2, ptr %3, align 1
  %4 = load [2 x i64], ptr %t1, align 1
  ret [2 x i64] %4
}

define void @big(ptr sret([24 x i8]) align 8 noalias %result, ptr %a0) #0 {
entry:
  br label %b0
b0:
  call void @llvm.memmove.p0.p0.i64(ptr %result, ptr %a0, i64 24, i1 false)
  ret void
}

define [1 x double] @one([1 x double] %a0.0) #0 {
entry:
  %t0 = alloca [8 x i8], align 16
  %t1 = alloca [8 x i8], align 16
  store [1 x double] %a0.0, ptr %t0, align 1
  %0 = load double, ptr %t0, align 1
  br label %b0
b0:
  store double %0, ptr %t1, align 1
  %1 = load [1 x double], ptr %t1, align 1
  ret [1 x double] %1
}

define i64 @calls([3 x double] %a0.0, [2 x i64] %a1.0, ptr %a2) #0 {
entry:
  %s0 = alloca [24 x i8], align 8
  %s1 = alloca [12 x i8], align 4
  %s2 = alloca [24 x i8], align 8
  %t0 = alloca [24 x i8], align 16
  %t1 = alloca [16 x i8], align 16
  %t2 = alloca [16 x i8], align 16
  %t3 = alloca [16 x i8], align 16
  %t4 = alloca [24 x i8], align 16
  store [3 x double] %a0.0, ptr %t0, align 1
  store [2 x i64] %a1.0, ptr %t1, align 1
  br label %b0
b0:
  %0 = load [3 x double], ptr %t0, align 1
  %1 = call [3 x double] @doublesIn([3 x double] %0, double 0x3FF8000000000000) #3
  store [3 x double] %1, ptr %s0, align 1
  %2 = getelementptr inbounds i8, ptr %s0, i64 16
  %3 = load double, ptr %2, align 1, !tbaa !2
  %4 = call i64 @llvm.fptosi.sat.i64.f64(double %3)
  call void @llvm.memcpy.p0.p0.i64(ptr %t2, ptr %t1, i64 12, i1 false)
  %5 = load [2 x i64], ptr %t2, align 1
  %6 = call [2 x i64] @oddIn([2 x i64] %5) #3
  store [2 x i64] %6, ptr %t3, align 1
  call void @llvm.memcpy.p0.p0.i64(ptr %s1, ptr %t3, i64 12, i1 false)
  %7 = getelementptr inbounds i8, ptr %s1, i64 8
  %8 = load i16, ptr %7, align 1, !tbaa !2
  %9 = sext i16 %8 to i64
  %10 = add i64 %4, %9
  call void @llvm.memcpy.p0.p0.i64(ptr %t4, ptr %a2, i64 24, i1 false)
  call void @bigIn(ptr sret([24 x i8]) align 8 %s2, ptr %t4, i32 3) #3
  %11 = getelementptr inbounds i8, ptr %s2, i64 16
  %12 = load i8, ptr %11, align 1
  %13 = sext i8 %12 to i64
  %14 = add i64 %10, %13
  %15 = icmp ne i8 1, 0
  %16 = zext i1 %15 to i8
  %17 = call i8 @narrow(i8 -1, i16 2, i8 %16) #3
  %18 = sext i8 %17 to i64
  %19 = add i64 %14, %18
  ret i64 %19
}

@cpi.init = internal constant ptr @cpi.load, section ".init_array", align 8
@llvm.used = appending global [1 x ptr] [ptr @cpi.init], section "llvm.metadata"
define internal void @cpi.load() #0 section ".text.cpi" {
entry:
  call void @cpi.rt.start(i32 0, ptr null, ptr null)
  ret void
}

declare [3 x double] @doublesIn([3 x double], double) #2
declare [2 x i64] @oddIn([2 x i64]) #2
declare void @bigIn(ptr sret([24 x i8]) align 8, ptr, i32) #2
declare i8 @narrow(i8, i16, i8) #2
declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)
declare i64 @llvm.fptosi.sat.i64.f64(double)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @cpi.rt.start(i32, ptr, ptr) #2

attributes #0 = { nounwind null_pointer_is_valid "probe-stack"="inline-asm" "frame-pointer"="all" "disable-tail-calls"="true" }
attributes #1 = { cold noreturn nounwind }
attributes #2 = { nounwind }
attributes #3 = { nomerge }
attributes #4 = { nounwind willreturn memory(none) }
attributes #5 = { noreturn nounwind }

!0 = !{!"cpi"}
!1 = !{!"number", !0, i64 0}
!2 = !{!1, !1, i64 0}
!3 = !{!"address", !0, i64 0}
!4 = !{!3, !3, i64 0}
